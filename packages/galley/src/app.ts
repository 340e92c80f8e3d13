import { pipelineCatalogue, stepCatalogue } from './flow/pipelines/index.ts'
import { createMeter } from './flow/billing/index.ts'
import { modules as allModules } from './modules.ts'
import type { Config } from './platform/config.ts'
import type { Services } from './platform/context.ts'
import type { Database } from './platform/db/index.ts'
import type { Dns } from './platform/dns/contract.ts'
import { createExtensions } from './platform/extension.ts'
import { createHttpApp } from './platform/http/index.ts'
import type { Mount, SafeFetch } from './platform/http/index.ts'
import type { Mail } from './platform/mail/contract.ts'
import { collectPermissions } from './platform/permission.ts'
import type { Secrets } from './platform/secrets/index.ts'
import type { Isolation } from './platform/isolation/index.ts'
import { createJobs, createWorker } from './platform/jobs/index.ts'
import type { JobDefinition, Worker, WorkerOptions } from './platform/jobs/index.ts'
import { createModels } from './platform/models/index.ts'
import type { Meter } from './platform/models/index.ts'
import type { Module } from './platform/module.ts'
import { pipelineJob, stepJob } from './platform/pipeline.ts'
import type { Storage } from './platform/storage/index.ts'
import { operationsMounts } from './platform/telemetry/index.ts'
import type { Logger, Metrics, Tracing } from './platform/telemetry/index.ts'
import { deriveRoutes, surfaceMounts } from './surface/index.ts'
import { accountsMount, extendSessions } from './workspace/accounts/index.ts'
import { brandingMounts } from './workspace/branding/index.ts'
import { createAuthenticator } from './workspace/identity/index.ts'
import { noteStatus, ownProviders } from './workspace/model-connections/index.ts'
import { createProviderPolicy } from './workspace/privacy/index.ts'
import { scimMount } from './workspace/scim/index.ts'
import { ssoMount } from './workspace/sso/index.ts'

/** Our needs, filled: what differs between a laptop, a cluster and an edge network. */
export interface Drivers {
  db: Database
  storage: Storage
  isolation: Isolation
  logger: Logger
  metrics: Metrics
  trace?: Tracing['trace']
  secrets: Secrets
  mail: Mail
  /** The way out to addresses that users give: guarded against private ones. */
  fetch: SafeFetch
  dns: Dns
  /** The way to model providers. */
  modelFetch?: typeof globalThis.fetch
  /** What the entry point serves besides, such as local files. */
  mounts?: readonly Mount[]
  /** Where people work. Without it the few pages that mail leads to are served in its place. */
  studio?: Mount
}

export interface App {
  services: Services
  fetch(request: Request, environment?: unknown): Response | Promise<Response>
  startWorker(): Promise<Worker>
  /** Writes what is written in batches. Before the database is closed. */
  close(): Promise<void>
}

/**
 * Builds the whole product from its modules: an HTTP app and a worker over the same services.
 * Nothing listens and nothing runs until it is asked to.
 *
 * @example
 * const app = createApp(readConfig(environment), drivers)
 * serve({ fetch: app.fetch, port: 3000 })
 * const worker = await app.startWorker()
 */
export function createApp(
  config: Config,
  drivers: Drivers,
  modules: readonly Module[] = allModules,
): App {
  const services = createServices(config, drivers, modules)
  const authenticate = createAuthenticator(services, (ids) => extendSessions(drivers.db, ids))
  const routes = deriveRoutes(modules)
  for (const name of Object.keys(drivers.db.pools)) {
    drivers.metrics.watchPool(name, () => drivers.db.pools[name]!)
  }
  let isWorkerGone = false
  const checks = {
    worker: async () => {
      if (isWorkerGone) throw new Error('the worker has stopped')
    },
  }
  const http = createHttpApp({
    services,
    routes,
    mounts: [
      ...operationsMounts({ config, db: drivers.db, metrics: drivers.metrics, checks }),
      ...surfaceMounts({ services, routes, authenticate, hasStudio: drivers.studio !== undefined }),
      accountsMount(services),
      ...brandingMounts(services),
      { ...ssoMount(services), isOpenToOtherSites: true },
      scimMount(services),
      ...(drivers.mounts ?? []),
      // Last: it answers every address that nothing else does.
      ...(drivers.studio ? [drivers.studio] : []),
    ],
    observe: drivers.metrics.observeRequest,
    ...(drivers.trace && { trace: drivers.trace }),
    authenticate,
  })
  return {
    services,
    fetch: (request, environment) => http.fetch(request, environment as object),
    close: authenticate.flush,
    async startWorker() {
      const worker = await createWorker(workerOptions(services, drivers, modules))
      return {
        id: worker.id,
        get activeCount() {
          return worker.activeCount
        },
        stop(options) {
          isWorkerGone = true
          return worker.stop(options)
        },
      }
    },
  }
}

function workerOptions(
  services: Services,
  { db, logger, metrics }: Drivers,
  modules: readonly Module[],
): WorkerOptions {
  const { config } = services
  const crons = modules.flatMap((module) => module.crons)
  return {
    db,
    logger,
    concurrency: config.GALLEY_WORKER_CONCURRENCY,
    workspaceConcurrency: config.GALLEY_WORKSPACE_CONCURRENCY,
    definitions: jobDefinitions(services, modules),
    crons: crons.map(({ run: _run, ...cron }) => ({
      ...cron,
      name: cronName(cron.id),
      version: 1,
    })),
    onEnd: (job) => metrics.observeJob(job),
    onStuck(job) {
      logger.warn(job, 'a job does not move')
      metrics.observeJob({ name: job.kind, status: 'stuck' })
    },
  }
}

function createServices(config: Config, drivers: Drivers, modules: readonly Module[]): Services {
  const { db, storage, isolation, logger, secrets, mail, fetch, dns, modelFetch } = drivers
  const meter = measured(createMeter(db), drivers.metrics)
  return {
    config,
    db,
    storage,
    isolation,
    logger,
    meter,
    models: createModels({
      config,
      meter,
      isolation,
      logger,
      ownProviders,
      onOwnNews: noteStatus,
      safeFetch: fetch,
      mayLeave: createProviderPolicy(),
      ...(modelFetch && { fetch: modelFetch }),
    }),
    secrets,
    mail,
    fetch,
    dns,
    permissionCatalogue: collectPermissions(modules),
    jobs: createJobs(),
    extensions: createExtensions(
      modules.flatMap((module) => [
        ...module.contributions,
        ...module.steps.map((step) => stepCatalogue.contribute(step)),
        ...module.pipelines.map((pipeline) => pipelineCatalogue.contribute(pipeline)),
      ]),
    ),
  }
}

/** Every settled call is one that operators see too. */
function measured(meter: Meter, metrics: Metrics): Meter {
  return {
    ...meter,
    async settle(ctx, reservation, usage) {
      metrics.observeModelCall(usage)
      await meter.settle(ctx, reservation, usage)
    },
  }
}

function jobDefinitions(services: Services, modules: readonly Module[]): JobDefinition[] {
  return modules.flatMap((module) => [
    ...module.pipelines.map((pipeline) => pipelineJob(pipeline, services)),
    ...module.steps.map((step) => stepJob(step, services)),
    ...module.jobs(services),
    ...module.crons.map((cron) => ({
      name: cronName(cron.id),
      version: 1,
      run: async () => {
        await cron.run(services)
        return null
      },
    })),
  ])
}

const cronName = (id: string) => `cron:${id}`
