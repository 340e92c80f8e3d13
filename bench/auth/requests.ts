/** Requests a second of a read: open to everybody, with a key, with a session. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { sql } from 'drizzle-orm'
import { createPerson, join } from '../../packages/galley/test/people.ts'
import { createTestDatabase } from '../../packages/galley/src/platform/db/testing.ts'
import { createSecrets } from '../../packages/galley/src/platform/secrets/index.ts'
import { createFirstKey } from '../../packages/galley/src/workspace/identity/index.ts'
import { ensureWorkspace } from '../../packages/galley/src/workspace/tenancy/index.ts'
import { MASTER_KEY } from '../http/master-key.ts'

interface Result {
  requests: { average: number; total: number }
  latency: { p50: number; p99: number }
  non2xx: number
  errors: number
  cpuMs: number
}
type Autocannon = (options: object) => Promise<Omit<Result, 'cpuMs'>>

export async function compareRequests(rounds: number, seconds: number): Promise<void> {
  // Has no types of its own.
  const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon
  const database = await createTestDatabase()
  const { db, url } = database
  const workspaceId = await ensureWorkspace(db)
  const secrets = createSecrets({ db, masterKeys: [MASTER_KEY] })
  const key = await createFirstKey({ db, secrets }, workspaceId)
  const host = { database, app: { services: { secrets } } } as never
  const anna = await createPerson(host)
  await join({ database }, anna, workspaceId, 'editor')
  await db.systemTransaction((tx) =>
    tx.execute(sql`
      insert into galley.events (workspace_id, seq, type, actor, subject, data)
      select ${workspaceId}, 1000000 + n, 'fact.noted', '{"kind":"system","id":"bench"}',
             'fact_' || n, '{}'
      from generate_series(1, 10000) n`),
  )
  const kinds: [name: string, server: string, headers: Record<string, string>][] = [
    ['open', 'open', {}],
    ['with a key', 'closed', { authorization: `Bearer ${key}` }],
    ['with a session', 'closed', { cookie: anna.cookie }],
  ]
  const servers = new Map<string, { child: ChildProcess; port: number }>()
  for (const kind of ['open', 'closed']) {
    const child = fork(new URL('./contestant.ts', import.meta.url), [kind, url, workspaceId])
    const [port] = (await once(child, 'message')) as [number]
    servers.set(kind, { child, port })
  }
  const results = new Map<string, Result[]>(kinds.map(([name]) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, server, headers] of kinds) {
      const { child, port } = servers.get(server)!
      const before = await cpuTime(child)
      const result = await autocannon({
        url: `http://127.0.0.1:${port}/api/v1/facts/1005000`,
        connections: 20,
        duration: round === 0 ? 1 : seconds, // the first one warms up
        headers,
      })
      if (result.non2xx + result.errors > 0)
        throw new Error(`${name}: ${result.non2xx} bad answers`)
      const cpuMs = (await cpuTime(child)) - before
      if (round > 0) results.get(name)!.push({ ...result, cpuMs })
    }
  }
  const median = (name: string, read: (result: Result) => number): number =>
    results
      .get(name)!
      .map(read)
      .sort((a, b) => a - b)[Math.floor(rounds / 2)]!
  const rate = (name: string) => median(name, ({ requests }) => requests.average)
  const cpu = (name: string) => median(name, ({ cpuMs, requests }) => cpuMs / requests.total)

  console.log('| read | requests/s | p50 ms | p99 ms | CPU ms/request | rate ÷ open | CPU ÷ open |')
  console.log('|---|---:|---:|---:|---:|---:|---:|')
  for (const [name] of kinds) {
    const [p50, p99] = [median(name, (r) => r.latency.p50), median(name, (r) => r.latency.p99)]
    const ratios = [rate, cpu].map((read) => (read(name) / read('open')).toFixed(2)).join(' | ')
    console.log(
      `| ${name} | ${rate(name).toFixed(0)} | ${p50} | ${p99} | ${cpu(name).toFixed(3)} | ${ratios} |`,
    )
  }
  for (const { child } of servers.values()) {
    child.disconnect()
    await once(child, 'exit')
  }
  await database.close()
}

async function cpuTime(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const [milliseconds] = (await once(child, 'message')) as [number]
  return milliseconds
}
