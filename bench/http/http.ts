/**
 * Requests a second of a read route with everything on, against a bare Hono route that does the
 * same select. Rounds are interleaved, so that a busy machine slows all contestants alike: trust
 * the ratios, and on a very busy machine those of CPU time only. `npm install` in `bench/` first; then `node bench/http/http.ts [seconds] [rounds]`.
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { sql } from 'drizzle-orm'
import { createTestDatabase } from '../../packages/galley/src/platform/db/testing.ts'
import { createSecrets } from '../../packages/galley/src/platform/secrets/index.ts'
import { createFirstKey } from '../../packages/galley/src/workspace/identity/index.ts'
import { ensureWorkspace } from '../../packages/galley/src/workspace/tenancy/index.ts'
import { MASTER_KEY } from './master-key.ts'

interface Result {
  requests: { average: number; total: number }
  latency: { p50: number; p99: number }
  non2xx: number
  errors: number
  /** Of the server process, in all. */
  cpuMs: number
}
type Autocannon = (options: object) => Promise<Omit<Result, 'cpuMs'>>

// Has no types of its own.
const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon

const [seconds = 3, rounds = 5] = process.argv.slice(2).map(Number)
const KINDS = ['bare', 'bare-tenant', 'galley'] as const

const { db, url, close } = await createTestDatabase()
const workspaceId = await ensureWorkspace(db)
const secrets = createSecrets({ db, masterKeys: [MASTER_KEY] })
const key = await createFirstKey({ db, secrets }, workspaceId)
await db.systemTransaction((tx) =>
  tx.execute(sql`
    insert into galley.events (workspace_id, seq, type, actor, subject, data)
    select ${workspaceId}, 1000000 + n, 'fact.noted', '{"kind":"system","id":"bench"}', 'fact_' || n,
           '{"size":1,"name":"a fact"}'
    from generate_series(1, 10000) n`),
)

const results = new Map<string, Result[]>(KINDS.map((kind) => [kind, []]))
const servers: { kind: string; child: ChildProcess; port: number }[] = []
for (const kind of KINDS) {
  const child = fork(new URL('./contestant.ts', import.meta.url), [kind, url, workspaceId])
  const [port] = (await once(child, 'message')) as [number]
  servers.push({ kind, child, port })
}

for (let round = 0; round <= rounds; round++) {
  for (const { kind, child, port } of servers) {
    const before = await cpuTime(child)
    const result = await autocannon({
      url: `http://127.0.0.1:${port}/api/v1/facts/1005000`,
      connections: 20,
      duration: round === 0 ? 1 : seconds, // the first one warms up
      headers: { authorization: `Bearer ${key}` },
    })
    if (result.non2xx + result.errors > 0) throw new Error(`${kind}: ${result.non2xx} bad answers`)
    const cpuMs = (await cpuTime(child)) - before
    if (round > 0) results.get(kind)!.push({ ...result, cpuMs })
  }
}

const median = (kind: string, read: (result: Result) => number): number =>
  results
    .get(kind)!
    .map(read)
    .sort((a, b) => a - b)[Math.floor(rounds / 2)]!
const rate = (kind: string) => median(kind, ({ requests }) => requests.average)
const cpu = (kind: string) => median(kind, ({ cpuMs, requests }) => cpuMs / requests.total)
const ratio = (read: (kind: string) => number, kind: string, of: string) =>
  (read(kind) / read(of)).toFixed(2)

console.log('| server | requests/s | p50 ms | p99 ms | CPU ms/request | rate ÷ bare | CPU ÷ bare |')
console.log('|---|---:|---:|---:|---:|---:|---:|')
for (const kind of KINDS) {
  const [p50, p99] = [median(kind, (r) => r.latency.p50), median(kind, (r) => r.latency.p99)]
  const ratios = `${ratio(rate, kind, 'bare')} | ${ratio(cpu, kind, 'bare')}`
  console.log(
    `| ${kind} | ${rate(kind).toFixed(0)} | ${p50} | ${p99} | ${cpu(kind).toFixed(3)} | ${ratios} |`,
  )
}
const alone = [rate, cpu].map((read) => ratio(read, 'galley', 'bare-tenant'))
console.log(`galley ÷ bare-tenant: rate ${alone[0]}, CPU ${alone[1]}`)

for (const { child } of servers) {
  child.disconnect()
  await once(child, 'exit')
}
await close()

async function cpuTime(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const [milliseconds] = (await once(child, 'message')) as [number]
  return milliseconds
}
