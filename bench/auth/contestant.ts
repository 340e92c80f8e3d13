/**
 * One server in a process of its own: `node contestant.ts <open|closed> <url> <workspace>`. Both read
 * the same row by its primary key through the whole edge; `closed` asks who is calling first.
 */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { and, eq } from 'drizzle-orm'
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
import { MASTER_KEY } from '../http/master-key.ts'

const [kind, url, workspaceId] = process.argv.slice(2) as [string, string, string]

const db = createDatabase({ url, poolSize: 10 })
const secrets = createSecrets({ db, masterKeys: [MASTER_KEY] })
const declaration = { allows: 'Read facts.', role: 'viewer' as const }
const permissionCatalogue = new Map([['facts.read', declaration]])
const services = { db, secrets, permissionCatalogue, logger: silentLogger }
const fact = defineRoute({
  method: 'GET',
  path: '/facts/{number}',
  tag: 'facts',
  name: 'get',
  summary: 'Reads a fact.',
  permission: kind === 'open' ? null : 'facts.read',
  input: z.object({ number: z.int() }),
  output: z.object({ seq: z.int(), type: z.string(), at: z.date(), subject: z.string() }),
  handle: ({ input: { number } }) =>
    withTransaction({ db, workspaceId, projectIds: undefined } as never, async (tx) => {
      const isFact = and(eq(events.workspaceId, workspaceId), eq(events.seq, number))
      const [row] = await tx.select().from(events).where(isFact)
      return row!
    }),
})
const config = readConfig({ GALLEY_RATE_LIMIT_PER_MINUTE: '10000000' })
const app = createHttpApp({
  services: { config, ...services } as Partial<Services> as Services,
  routes: [fact],
  observe: createMetrics().observeRequest,
  authenticate: createAuthenticator(services),
})
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (address) => {
  process.send!((address as AddressInfo).port)
})
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send!((user + system) / 1000)
})
process.on('disconnect', () => process.exit(0))
