/**
 * One server in a process of its own: `node contestant.ts <kind> <url> <workspace> <key>`. All kinds
 * read the same row by its primary key, on the same PostgreSQL, behind the same Node adapter.
 */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { and, eq } from 'drizzle-orm'
import { Hono } from 'hono'
import pg from 'pg'
import { z } from 'zod'
import { readConfig } from '../../packages/galley/src/platform/config.ts'
import type { Services } from '../../packages/galley/src/platform/context.ts'
import { createDatabase } from '../../packages/galley/src/platform/db/index.ts'
import { withTransaction } from '../../packages/galley/src/platform/event.ts'
import { events } from '../../packages/galley/src/platform/events/tables.ts'
import { createHttpApp, defineRoute } from '../../packages/galley/src/platform/http/index.ts'
import { createSecrets } from '../../packages/galley/src/platform/secrets/index.ts'
import { createMetrics } from '../../packages/galley/src/platform/telemetry/drivers/metrics.ts'
import { silentLogger } from '../../packages/galley/src/platform/telemetry/index.ts'
import { createAuthenticator } from '../../packages/galley/src/workspace/identity/index.ts'
import { MASTER_KEY } from './master-key.ts'

const [kind, url, workspaceId] = process.argv.slice(2) as [string, string, string]
const SELECT =
  'select seq, type, at, subject, job_id, actor, data from galley.events where workspace_id = $1 and seq = $2'
const POOL = 10

/** What one writes in an afternoon: no key, no limit, no tenant, no checks. */
function bare() {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  pool.on('error', () => undefined) // the database goes away at the end
  const app = new Hono()
  app.get('/api/v1/facts/:number', async (c) => {
    const { rows } = await pool.query(SELECT, [workspaceId, c.req.param('number')])
    return c.json(rows[0])
  })
  return app
}

/** The same with row-level security, which takes a transaction: what the second lock costs by itself. */
function bareTenant() {
  const db = createDatabase({ url, poolSize: POOL })
  const app = new Hono()
  app.get('/api/v1/facts/:number', async (c) => {
    const row = await readFact(db, Number(c.req.param('number')))
    return c.json(row)
  })
  return app
}

const readFact = (db: Services['db'], number: number) =>
  withTransaction({ db, workspaceId }, async (tx) => {
    const [row] = await tx
      .select()
      .from(events)
      .where(and(eq(events.workspaceId, workspaceId), eq(events.seq, number)))
    return row!
  })

/** The whole edge: key, permission, rate limit, validation both ways, headers, metrics. */
function galley() {
  const db = createDatabase({ url, poolSize: POOL })
  const secrets = createSecrets({ db, masterKeys: [MASTER_KEY] })
  const permissionCatalogue = new Map()
  const services = { db, secrets, permissionCatalogue, logger: silentLogger }
  const authenticate = createAuthenticator(services)
  const config = readConfig({ GALLEY_RATE_LIMIT_PER_MINUTE: '10000000' })
  const fact = defineRoute({
    method: 'GET',
    path: '/facts/{number}',
    tag: 'facts',
    name: 'get',
    summary: 'Reads a fact.',
    permission: 'facts.read',
    input: z.object({ number: z.int() }),
    output: z.object({
      seq: z.int(),
      type: z.string(),
      at: z.date(),
      subject: z.string(),
      jobId: z.string().nullable(),
      actor: z.object({ kind: z.string(), id: z.string() }),
      data: z.record(z.string(), z.unknown()),
    }),
    handle: ({ ctx, input }) => readFact(ctx.db, input.number),
  })
  return createHttpApp({
    services: { config, db, logger: silentLogger } as Services,
    routes: [fact],
    observe: createMetrics().observeRequest,
    authenticate,
  })
}

const app = { bare, 'bare-tenant': bareTenant, galley }[kind]!()
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) => {
  process.send!((address as AddressInfo).port)
})
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send!((user + system) / 1000)
})
process.on('disconnect', () => process.exit(0))
