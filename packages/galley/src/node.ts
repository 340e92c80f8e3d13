import { fileURLToPath } from 'node:url'
import { createApp } from './app.ts'
import type { App } from './app.ts'
import { modules } from './modules.ts'
import { readConfig } from './platform/config.ts'
import type { Config } from './platform/config.ts'
import { createDatabase, migrateDatabase } from './platform/db/index.ts'
import { startEmbeddedPostgres } from './platform/db/drivers/embedded/index.ts'
import { createNodeDns } from './platform/dns/drivers/node.ts'
import { createIsolation } from './platform/isolation/index.ts'
import { openStorage } from './platform/storage/open-storage.ts'
import { createLogger } from './platform/telemetry/drivers/logger.ts'
import { createMetrics } from './platform/telemetry/drivers/metrics.ts'
import { startTracing } from './platform/telemetry/drivers/tracing.ts'
import { dataFolder, readSecrets, rotateSecret } from './platform/drivers/data-folder.ts'
import { createPinnedDialer } from './platform/http/drivers/pinned-dialer.ts'
import { createSafeFetch } from './platform/http/index.ts'
import type { Mount } from './platform/http/index.ts'
import { ConflictError } from './platform/error.ts'
import { openMail } from './platform/mail/open-mail.ts'
import { createSecrets, secretCodes } from './platform/secrets/index.ts'
import { createFirstKey, raiseKeyHashes } from './workspace/identity/index.ts'
import { ensureWorkspace } from './workspace/tenancy/index.ts'

export { readConfig } from './platform/config.ts'
export type { Config } from './platform/config.ts'
export type { Context } from './platform/context.ts'
export { exportDocument } from './flow/documents/index.ts'
export {
  cancelJob,
  getJob,
  Job,
  JobSummary,
  listJobs,
  presentJob,
  startPipeline,
  waitForJob,
} from './flow/pipelines/index.ts'
export { HttpError, httpCodes, toWire } from './platform/http/index.ts'
export type { Mount } from './platform/http/index.ts'
export { resealSecrets } from './platform/secrets/index.ts'
export { createSource } from './flow/sources/index.ts'
export {
  ApiKey,
  createLocalContext,
  issueApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
} from './workspace/identity/index.ts'

export interface NodeRuntime {
  app: App
  config: Config
  /** The workspace that the machine's owner works in. */
  workspaceId: string
  /** Makes the first API key; null when there has been one, since a key is shown only once. */
  createFirstKey(): Promise<string | null>
  database: { url: string; isEmbedded: boolean; isAttached: boolean }
  stop(): Promise<void>
}

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/**
 * Everything that Galley needs on one machine, up and ready: the database (embedded unless
 * `DATABASE_URL` names one), migrations, storage, and the first workspace.
 *
 * @example
 * const runtime = await startNodeRuntime(process.env, { baseFolder: process.cwd() })
 * const response = await runtime.app.fetch(new Request('http://localhost/healthz'))
 * await runtime.stop()
 */
export async function startNodeRuntime(
  environment: Record<string, string | undefined>,
  options: { baseFolder: string; quiet?: boolean; studio?: Mount },
): Promise<NodeRuntime> {
  const config = readConfig(environment)
  const folder = await dataFolder(options.baseFolder, config.GALLEY_DATA)
  const logger = createLogger(options.quiet ? { ...config, LOG_LEVEL: 'silent' } : config)
  const masterKeys = await readMasterKeys(config, folder)

  // What is opened is closed in reverse, also when something behind it does not start.
  await using opened = new AsyncDisposableStack()
  const server = await openDatabaseServer(config, folder)
  opened.defer(server.stop)
  const routines = modules.flatMap((module) => module.routines)
  await migrateDatabase({ url: server.url, migrationsFolder, routines })
  const db = createDatabase({
    url: server.url,
    poolSize: config.DATABASE_POOL,
    onError: (error) => logger.warn({ error }, 'a database connection broke'),
  })
  opened.defer(() => db.close())
  const { storage, mounts } = await openStorage(config, folder, masterKeys)
  const tracing = await startTracing(config)
  opened.defer(async () => tracing?.stop())
  const isolation = await createIsolation({ driver: 'child-process' })
  opened.defer(() => isolation.close())
  const mail = openMail(config, { folder: `${folder}/outbox`, logger })
  opened.defer(() => mail.close?.())
  const app = createApp(config, {
    db,
    storage,
    isolation,
    logger,
    metrics: createMetrics(),
    mounts,
    secrets: createSecrets({
      db,
      masterKeys,
      rereadKeys: () => readMasterKeys(config, folder),
    }),
    mail,
    fetch: createSafeFetch({
      allowPrivateNetwork: config.GALLEY_ALLOW_PRIVATE_NETWORK,
      dialer: createPinnedDialer(),
    }),
    dns: createNodeDns({ servers: config.GALLEY_DNS_SERVERS }),
    ...(tracing && { trace: tracing.trace }),
    ...(options.studio && { studio: options.studio }),
  })
  opened.defer(() => app.close())
  await raiseKeyHashes(app.services)
  const workspaceId = await ensureWorkspace(db)
  const running = opened.move()
  return {
    app,
    config,
    workspaceId,
    createFirstKey: () => createFirstKey(app.services, workspaceId),
    database: { url: server.url, isEmbedded: !config.DATABASE_URL, isAttached: server.attached },
    stop: () => running.disposeAsync(),
  }
}

/** The current one first. Those of the data folder count where the configuration names none. */
async function readMasterKeys(config: Config, folder: string): Promise<string[]> {
  const { GALLEY_SECRET, GALLEY_SECRET_PREVIOUS } = config
  const current = GALLEY_SECRET ? [GALLEY_SECRET] : await readSecrets(folder)
  return [...current, ...GALLEY_SECRET_PREVIOUS]
}

/**
 * Makes a new master key for this machine's data folder; the earlier ones go on opening things.
 *
 * @throws ConflictError when the master key is not kept there, or is being changed.
 */
export async function rotateMasterKey(
  environment: Record<string, string | undefined>,
  options: { baseFolder: string },
): Promise<void> {
  const config = readConfig(environment)
  if (config.GALLEY_SECRET) throw new ConflictError(secretCodes.SECRET_CONFIGURED)
  await rotateSecret(await dataFolder(options.baseFolder, config.GALLEY_DATA))
}

function openDatabaseServer({ DATABASE_URL }: Config, folder: string) {
  return DATABASE_URL
    ? { url: DATABASE_URL, attached: false, stop: async () => undefined }
    : startEmbeddedPostgres({ dataDirectory: `${folder}/postgres` })
}
