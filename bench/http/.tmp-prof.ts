import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createTestDatabase } from '/work/main/packages/galley/src/platform/db/testing.ts'
import { createFirstKey, ensureWorkspace } from '/work/main/packages/galley/src/workspace/identity/index.ts'
import { sql } from 'drizzle-orm'
const autocannon = createRequire('/work/main/bench/http/x.ts')('autocannon')
const { db, url, close } = await createTestDatabase()
const workspaceId = await ensureWorkspace(db); const key = await createFirstKey(db, workspaceId)
await db.systemTransaction((tx) => tx.execute(sql`insert into galley.events (workspace_id, seq, type, actor, subject, data) select ${workspaceId}, 1000000 + n, 'fact.noted', '{"kind":"system","id":"bench"}', 'fact_' || n, '{"size":1}' from generate_series(1, 10000) n`))

import { readFileSync } from 'node:fs'
const kinds = process.argv.slice(2)
const kids = []
for (const kind of kinds) {
  const child = fork('/work/main/bench/http/.tmp-contestant.ts', ['galley', url, workspaceId, kind])
  const [port] = await once(child, 'message'); kids.push({ kind, child, port, cpu: [], rps: [] })
}
for (let r = 0; r < 5; r++) for (const k of kids) {
  const cpu = () => { const f = readFileSync(`/proc/${k.child.pid}/stat`, 'utf8').split(' '); return (Number(f[13]) + Number(f[14])) * 10 }
  const before = cpu(), t = performance.now()
  await autocannon({ url: `http://127.0.0.1:${k.port}/api/v1/facts/1005000`, connections: 20, amount: 4000, headers: { authorization: `Bearer ${key}` } })
  if (r) { k.cpu.push((cpu() - before) / 4000); k.rps.push(4000 / (performance.now() - t) * 1000) }
}
const med = (a) => a.sort((x, y) => x - y)[Math.floor(a.length / 2)]
for (const k of kids) { console.log(k.kind.padEnd(18), 'cpu ms', Math.min(...k.cpu).toFixed(3), med(k.cpu).toFixed(3), 'rps', Math.max(...k.rps).toFixed(0), med(k.rps).toFixed(0)); k.child.disconnect() }
await close()
