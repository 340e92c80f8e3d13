import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { startModelServer } from '../../../fakes/models/index.ts'
import type { ModelServer, ScriptEntry } from '../../../fakes/models/index.ts'
import { readConfig } from '../../platform/config.ts'
import type { Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { createIsolation } from '../../platform/isolation/index.ts'
import { createModels, definePrompt } from '../../platform/models/index.ts'
import { silentLogger } from '../../platform/telemetry/contract.ts'
import { getBudget } from './get-budget.ts'
import { createMeter } from './meter.ts'
import { setBudget } from './set-budget.ts'
import { summarizeUsage } from './summarize-usage.ts'
import { sweepReservations } from './sweep-reservations.ts'
import { reservations, usageEvents } from './tables.ts'
import { createBillingContext } from './testing.ts'

const prompt = definePrompt({
  id: 'test.title',
  version: 1,
  input: z.object({ text: z.string() }),
  output: z.object({ title: z.string() }),
  render: ({ text }) => ({ instructions: 'Give a title.', prompt: text }),
  maxOutputTokens: 100,
})
const input = { text: 'Bees dance to show the way.' }

describe('models with their books', () => {
  let database: TestDatabase
  let server: ModelServer
  before(async () => {
    database = await createTestDatabase()
    server = await startModelServer({ protocol: 'openai', answer: () => ({ title: 'Bees' }) })
  })
  after(async () => {
    await server.close()
    await database.close()
  })

  async function open(environment: Record<string, string> = {}) {
    const config = readConfig({
      MODEL_BASE_URL: server.url,
      GALLEY_MODEL: 'compatible:test',
      GALLEY_MODEL_PRICES: '{"compatible:test": {"input": 1, "output": 10}}',
      GALLEY_MODEL_TIMEOUT_SECONDS: '1.5',
      ...environment,
    })
    return createModels({
      config,
      meter: createMeter(database.db),
      isolation: await createIsolation({ driver: 'in-process' }),
      logger: silentLogger,
      settings: { baseDelayMs: 1, maximumDelayMs: 2 },
    })
  }

  const events = (ctx: Context) =>
    database.db.system
      .select()
      .from(usageEvents)
      .where(eq(usageEvents.workspaceId, ctx.workspaceId))

  const endings: [ScriptEntry[], string[], boolean][] = [
    [['ok'], ['ok'], true],
    [['rate-limited', 'ok'], ['rate_limited', 'ok'], true],
    [[500, 'cut-body', 'ok'], ['error', 'error', 'ok'], true],
    [['malformed-json', 'ok'], ['invalid_output', 'ok'], true],
    [['empty', 'schema-violation', 'ok'], ['invalid_output', 'invalid_output', 'ok'], true],
    [['hang', 'hang', 'hang'], ['timeout', 'timeout', 'timeout'], false],
    [['drop', 503, 529], ['error', 'error', 'error'], false],
    [['huge'], ['invalid_output'], false],
    [[401], ['error'], false],
  ]
  for (const [script, statuses, isFine] of endings) {
    test(`after ${JSON.stringify(script)}: one event a call, nothing reserved, all spent is booked`, async () => {
      const models = await open()
      const ctx = createBillingContext(database.db)
      await setBudget({ ctx, input: { limitMicros: 1_000_000 } })
      server.enqueue(...script)
      const call = models.generate(ctx, { prompt, input, documentId: 'doc_1' })
      const [result] = await Promise.allSettled([call])
      assert.equal(result.status === 'fulfilled', isFine)
      const rows = await events(ctx)
      assert.deepEqual(
        rows.map(({ status }) => status),
        statuses,
      )
      assert.ok(rows.every(({ documentId }) => documentId === 'doc_1'))
      const budget = await getBudget({ ctx, input: {} })
      const { total } = await summarizeUsage({ ctx, input: {} })
      assert.equal(budget.reservedMicros, 0)
      assert.equal(budget.spentMicros, total.costMicros)
      if (isFine) assert.ok(budget.spentMicros > 0)
    })
  }

  test('a job stops before it exceeds its budget, however many calls run at once', async () => {
    const models = await open()
    const ctx = createBillingContext(database.db, { jobId: 'job_1' })
    const { costMicros } = await models.estimate(ctx, { prompt, input })
    const estimate = costMicros!
    await database.db.tenant(ctx.workspaceId, (tx) =>
      createMeter(database.db).openJobBudget(tx, ctx, 'job_1', estimate * 4),
    )
    const before = server.requests.length
    const calls = Array.from({ length: 60 }, () => models.generate(ctx, { prompt, input }))
    const settled = await Promise.allSettled(calls)
    const refused = settled.filter((call) => call.status === 'rejected')
    assert.ok(refused.length > 0)
    for (const { reason } of refused) assert.equal(reason.code, 'budget_exceeded')
    const { total } = await summarizeUsage({ ctx, input: {} })
    assert.equal(server.requests.length - before, 60 - refused.length, 'a refused call is not sent')
    assert.equal(total.calls, 60 - refused.length)
    assert.ok(total.costMicros <= estimate * 4)
  })

  test('an unknown price under a budget is refused before anything is sent', async () => {
    const models = await open({ GALLEY_MODEL_PRICES: '' })
    const ctx = createBillingContext(database.db)
    await setBudget({ ctx, input: { limitMicros: 1_000_000 } })
    const before = server.requests.length
    await assert.rejects(models.generate(ctx, { prompt, input }), {
      code: 'model_price_unknown',
      kind: 'budget',
      message: /compatible:test.*GALLEY_MODEL_PRICES/,
    })
    assert.equal(server.requests.length, before)
    assert.deepEqual(await events(ctx), [])
  })

  test('an aborted call gives its reservation back', async () => {
    const models = await open({ GALLEY_MODEL_TIMEOUT_SECONDS: '30' })
    const caller = new AbortController()
    const ctx = createBillingContext(database.db, { signal: caller.signal })
    await setBudget({ ctx, input: { limitMicros: 1_000_000 } })
    server.enqueue('hang')
    const before = server.requests.length
    const call = models.generate(ctx, { prompt, input })
    while (server.requests.length === before) await new Promise((resolve) => setTimeout(resolve, 5))
    assert.ok((await getBudget({ ctx, input: {} })).reservedMicros > 0)
    caller.abort()
    await assert.rejects(call, { kind: 'cancelled' })
    assert.deepEqual(await getBudget({ ctx, input: {} }), {
      limitMicros: 1_000_000,
      reservedMicros: 0,
      spentMicros: 0,
      remainingMicros: 1_000_000,
      spentPercent: 0,
      status: 'ok',
    })
    assert.deepEqual(
      (await events(ctx)).map(({ status }) => status),
      ['aborted'],
    )
  })

  test('a process killed in the middle of a call leaves a reservation that expires', async () => {
    const ctx = createBillingContext(database.db)
    await setBudget({ ctx, input: { limitMicros: 1_000_000 } })
    server.enqueue('hang')
    const before = server.requests.length
    const module = new URL('./fixtures/call-model.ts', import.meta.url)
    const child = spawn(process.execPath, [module.pathname], {
      env: {
        ...process.env,
        CALL_DATABASE_URL: database.url,
        CALL_WORKSPACE_ID: ctx.workspaceId,
        MODEL_BASE_URL: server.url,
      },
      stdio: 'inherit',
    })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    while (server.requests.length === before && child.exitCode === null) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    child.kill('SIGKILL')
    await ended
    assert.ok((await getBudget({ ctx, input: {} })).reservedMicros > 0)
    await sweepReservations(database.db)
    assert.ok((await getBudget({ ctx, input: {} })).reservedMicros > 0, 'it has not expired')

    await database.db.system
      .update(reservations)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(reservations.workspaceId, ctx.workspaceId))
    await sweepReservations(database.db)
    assert.equal((await getBudget({ ctx, input: {} })).reservedMicros, 0)
  })
})
