import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { startModelServer } from '../../fakes/models/index.ts'
import type { ModelServer, SeenRequest } from '../../fakes/models/index.ts'
import { createTestDatabase } from '../../src/platform/db/testing.ts'
import type { TestDatabase } from '../../src/platform/db/testing.ts'
import { stepOf, taskOf, writePlainly } from './plain-writer.ts'
import { freePort } from './processes.ts'
import type { Environment } from './processes.ts'

/** What the fake model costs: 1 and 4 micro-units a token. */
export const prices = '{"compatible:fake":{"input":1,"output":4}}'

/** The settings by which the product asks that model server and nothing else. */
export function modelEnvironment(models: ModelServer): Environment {
  return {
    MODEL_BASE_URL: models.url,
    GALLEY_MODEL: 'compatible:fake',
    GALLEY_MODEL_PRICES: prices,
    GALLEY_ALLOW_PRIVATE_NETWORK: '1',
    GALLEY_RATE_LIMIT_PER_MINUTE: '0',
  }
}

export interface Stage {
  database: TestDatabase
  models: ModelServer
  port: number
  /** For every process of the product. */
  environment: Environment
  close(): Promise<void>
}

/** A database, a model server that counts, a port and a folder: what the killed processes share. */
export async function openStage(latencyMs: number): Promise<Stage> {
  const database = await createTestDatabase()
  const models = await startModelServer({ protocol: 'openai', latencyMs, answer: writePlainly })
  const folder = await mkdtemp(join(tmpdir(), 'galley-faults-'))
  const port = await freePort()
  return {
    database,
    models,
    port,
    environment: {
      ...modelEnvironment(models),
      DATABASE_URL: database.url,
      DATABASE_POOL: '6',
      GALLEY_DATA: folder,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    async close() {
      await models.close()
      await database.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The requests that one job's prompts made, told by the word of its talk. */
export function requestsAbout(
  models: ModelServer,
  word: string,
): (SeenRequest & { step: string })[] {
  return models.requests
    .filter(({ question }) => taskOf(question).includes(` ${word} `))
    .map((request) => Object.assign(request, { step: stepOf(request.question) }))
}

/** Polls closely: the moments that matter here are short. */
export async function until(condition: () => unknown, everyMs = 1): Promise<void> {
  while (!(await condition())) await sleep(everyMs)
}

export async function jobOf({ db }: TestDatabase, jobId: string) {
  const { rows } = await db.system.execute<{ owner: string | null; status: string }>(
    sql`select owner, status from galley.jobs where id = ${jobId}`,
  )
  return rows[0]!
}

/** Keys of the steps that are done for good. */
export async function finishedSteps({ db }: TestDatabase, jobId: string): Promise<Set<string>> {
  const { rows } = await db.system.execute<{ key: string }>(
    sql`select key from galley.job_steps where job_id = ${jobId} and status = 'succeeded'`,
  )
  return new Set(rows.map(({ key }) => key))
}

/** The job's events as the log has them. */
export async function loggedEvents({ db }: TestDatabase, jobId: string) {
  const { rows } = await db.system.execute<{ id: number; type: string }>(
    sql`select seq as id, type from galley.events where job_id = ${jobId} order by seq`,
  )
  return rows.map(({ id, type }) => ({ id: Number(id), type }))
}

export interface UsageRow {
  [column: string]: unknown
  step: string
  status: string
  cost: number | null
  prompt: string
}

export async function usageOf({ db }: TestDatabase, jobId: string): Promise<UsageRow[]> {
  const { rows } = await db.system.execute<UsageRow>(
    sql`select step, status, cost_micros::float8 as cost, prompt from galley.usage_events
        where job_id = ${jobId} order by id`,
  )
  return rows
}

export interface BudgetRow {
  [column: string]: unknown
  limit: number
  reserved: number
  spent: number
}

export async function budgetOf({ db }: TestDatabase, jobId: string): Promise<BudgetRow> {
  const { rows } = await db.system.execute<BudgetRow>(
    sql`select limit_micros::float8 as limit, reserved_micros::float8 as reserved,
          spent_micros::float8 as spent from galley.budgets where job_id = ${jobId}`,
  )
  return rows[0]!
}

/** As if the time had passed: gives back what killed calls had reserved. Returns how many. */
export async function sweepNow({ db }: TestDatabase, jobId: string): Promise<number> {
  await db.system.execute(
    sql`update galley.reservations set expires_at = now() - interval '1 s' where job_id = ${jobId}`,
  )
  const { rows } = await db.system.execute<{ count: number }>(
    sql`select galley.sweep_reservations(1000) as count`,
  )
  return rows[0]!.count
}
