import { sql } from 'drizzle-orm'
import type { Config } from '../config.ts'
import type { Database } from '../db/index.ts'
import { defineCodes, ForbiddenError, UnauthenticatedError } from '../error.ts'
import type { Mount, MountOrigin } from '../http/index.ts'
import type { Metrics } from './contract.ts'

export const operationsCodes = defineCodes({
  METRICS_TOKEN_WRONG: 'Send "Authorization: Bearer <GALLEY_METRICS_TOKEN>".',
  METRICS_LOCAL_ONLY:
    'Metrics answer on this machine only. Set GALLEY_METRICS_TOKEN to read them from elsewhere.',
})

/** Throws when the thing it looks at is not usable. */
export type ReadinessCheck = () => Promise<unknown>

export interface OperationsOptions {
  config: Pick<Config, 'GALLEY_METRICS_TOKEN'>
  db: Database
  metrics: Metrics
  /** Beside the database and its tables: the worker, for a process that has one. */
  checks?: Readonly<Record<string, ReadinessCheck>>
}

/**
 * What an operator's machines ask: `/healthz` (is the process alive), `/readyz` (can it work),
 * `/metrics`.
 *
 * @example
 * createHttpApp({ …, mounts: operationsMounts({ config, db, metrics, checks: { worker } }) })
 */
export function operationsMounts(options: OperationsOptions): Mount[] {
  const { config, db, metrics } = options
  const checks: Record<string, ReadinessCheck> = {
    database: () => db.ping(),
    migrations: () => requireTables(db),
    ...options.checks,
  }
  return [
    { path: '/healthz', isQuiet: true, handler: () => Response.json({ status: 'ok' }) },
    { path: '/readyz', isQuiet: true, handler: () => readiness(checks) },
    {
      path: '/metrics',
      isQuiet: true,
      async handler(request, origin) {
        await requireOperator(request, origin, config.GALLEY_METRICS_TOKEN)
        const { contentType, text } = await metrics.render()
        return new Response(text, { headers: { 'content-type': contentType } })
      },
    },
  ]
}

const CHECK_MS = 2000

async function readiness(checks: Record<string, ReadinessCheck>): Promise<Response> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const expired = new Promise((_, reject) => {
        timer = setTimeout(reject, CHECK_MS)
      })
      const isOk = await Promise.race([check(), expired]).then(
        () => true,
        () => false, // why is in the log of whoever failed, not in a public answer
      )
      clearTimeout(timer)
      return [name, isOk ? 'ok' : 'failed'] as const
    }),
  )
  const isReady = results.every(([, result]) => result === 'ok')
  const body = { status: isReady ? 'ready' : 'not_ready', checks: Object.fromEntries(results) }
  return Response.json(body, { status: isReady ? 200 : 503 })
}

async function requireTables(db: Database): Promise<void> {
  const { rows } = await db.systemTransaction((tx) =>
    tx.execute<{ exists: boolean }>(sql`select to_regclass('galley.events') is not null as exists`),
  )
  if (!rows[0]?.exists) throw new Error('the tables are not there yet')
}

async function requireOperator(
  request: Request,
  origin: MountOrigin,
  token: string | undefined,
): Promise<void> {
  if (token !== undefined) {
    const given = request.headers.get('authorization') ?? ''
    if (await isSame(given, `Bearer ${token}`)) return
    throw new UnauthenticatedError(operationsCodes.METRICS_TOKEN_WRONG)
  }
  // A proxy on this machine speaks for callers elsewhere, and says so.
  const isForwarded = request.headers.has('x-forwarded-for') || request.headers.has('forwarded')
  const isLocal = origin.address === '::1' || origin.address.startsWith('127.')
  if (!isLocal || isForwarded) throw new ForbiddenError(operationsCodes.METRICS_LOCAL_ONLY)
}

/** Compares hashes, so that the time taken tells nothing about the token. */
async function isSame(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all(
    [a, b].map(async (text) =>
      new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).join(),
    ),
  )
  return left === right
}
