import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { newId } from '../../platform/id.ts'
import type { Meter } from '../../platform/models/index.ts'
import { ensureJobBudget } from './budget.ts'
import { createMeter } from './meter.ts'
import { setBudget } from './set-budget.ts'
import { sweepReservations } from './sweep-reservations.ts'
import { budgets, reservations, usageEvents } from './tables.ts'
import { createBillingContext, createUsage } from './testing.ts'

describe('the meter', () => {
  let database: TestDatabase
  let meter: Meter
  before(async () => {
    database = await createTestDatabase({ poolSize: 20 })
    meter = createMeter(database.db)
  })
  after(() => database.close())

  const readBudgets = (ctx: Context) =>
    database.db.system.select().from(budgets).where(eq(budgets.workspaceId, ctx.workspaceId))
  const addJobBudget = (ctx: Context, jobId: string, limit: number) =>
    database.db.tenant(ctx.workspaceId, (tx) => ensureJobBudget(tx, ctx, jobId, limit))

  test('1,000 calls at once never hold or spend a micro-unit too much', async () => {
    const ctx = createBillingContext(database.db)
    await setBudget({ ctx, input: { limitMicros: 100_003 } })
    // Every state that anybody could see is checked by the database itself.
    await database.db.system.execute(sql`
      alter table galley.budgets add constraint never_over
      check (spent_micros + reserved_micros <= limit_micros and reserved_micros >= 0) not valid`)
    let granted = 0
    let refused = 0
    let spent = 0
    await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const amount = 100 + (index % 401)
        let reservation
        try {
          reservation = await meter.reserve(ctx, amount, 'openai:gpt-6-luna')
        } catch (error) {
          assert.equal((error as { code?: string }).code, 'budget_exceeded')
          refused += 1
          return
        }
        granted += 1
        const costMicros = index % 3 === 0 ? 0 : amount - (index % 100)
        spent += costMicros
        await meter.settle(ctx, reservation, createUsage({ costMicros }))
      }),
    )
    await database.db.system.execute(sql`alter table galley.budgets drop constraint never_over`)
    const [budget] = await readBudgets(ctx)
    assert.equal(granted + refused, 1000)
    assert.ok(granted > 100 && refused > 0, `${granted} granted, ${refused} refused`)
    assert.equal(budget!.reservedMicros, 0)
    assert.equal(budget!.spentMicros, spent)
    assert.ok(spent <= 100_003)
  })

  test('fills a budget to the last micro-unit and not beyond', async () => {
    const ctx = createBillingContext(database.db)
    await setBudget({ ctx, input: { limitMicros: 1000 } })
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, () => meter.reserve(ctx, 25, 'openai:gpt-6-luna')),
    )
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 40)
    const [budget] = await readBudgets(ctx)
    assert.equal(budget!.reservedMicros, 1000)
  })

  test('holds an amount against the workspace and the job, or against neither', async () => {
    const ctx = createBillingContext(database.db, { jobId: 'job_a' })
    await setBudget({ ctx, input: { limitMicros: 10_000 } })
    await addJobBudget(ctx, 'job_a', 500)
    const reservation = await meter.reserve(ctx, 400, 'openai:gpt-6-luna')
    await assert.rejects(meter.reserve(ctx, 200, 'openai:gpt-6-luna'), {
      code: 'budget_exceeded',
      kind: 'budget',
      message: /job job_a has 0\.0001 US dollars left of 0\.0005.*up to 0\.0002/,
    })
    for (const budget of await readBudgets(ctx)) assert.equal(budget.reservedMicros, 400)

    await meter.settle(ctx, reservation, createUsage({ costMicros: 150 }))
    for (const budget of await readBudgets(ctx)) {
      assert.equal(budget.reservedMicros, 0)
      assert.equal(budget.spentMicros, 150)
    }
  })

  test('calls of many jobs under one workspace budget do not deadlock', async () => {
    const workspaceId = newId('ws')
    const contexts = Array.from({ length: 8 }, (_, index) =>
      createBillingContext(database.db, { workspaceId, jobId: `job_${index}` }),
    )
    await setBudget({ ctx: contexts[0]!, input: { limitMicros: 10_000_000 } })
    for (const ctx of contexts) await addJobBudget(ctx, ctx.step!.jobId, 1_000_000)
    await Promise.all(
      Array.from({ length: 240 }, async (_, index) => {
        const ctx = contexts[index % contexts.length]!
        const reservation = await meter.reserve(ctx, 1000, 'openai:gpt-6-luna')
        if (index % 10 === 0) await sweepReservations(database.db)
        await meter.settle(ctx, reservation, createUsage({ costMicros: 700 }))
      }),
    )
    const rows = await readBudgets(contexts[0]!)
    assert.equal(rows.length, 9)
    assert.ok(rows.every(({ reservedMicros }) => reservedMicros === 0))
    const ofWorkspace = rows.find(({ scope }) => scope === 'workspace')!
    assert.equal(ofWorkspace.spentMicros, 240 * 700)
    const ofJobs = rows.filter(({ scope }) => scope === 'job')
    assert.ok(ofJobs.every(({ spentMicros }) => spentMicros === 30 * 700))
  })

  test('a crash between reserve and settle is swept after its expiry, not before', async () => {
    const ctx = createBillingContext(database.db)
    await setBudget({ ctx, input: { limitMicros: 1000 } })
    const lost = await meter.reserve(ctx, 600, 'openai:gpt-6-luna')
    const late = await meter.reserve(ctx, 300, 'openai:gpt-6-luna')
    await sweepReservations(database.db)
    assert.equal((await readBudgets(ctx))[0]!.reservedMicros, 900)

    await database.db.system
      .update(reservations)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(reservations.workspaceId, ctx.workspaceId))
    assert.equal(await sweepReservations(database.db), 2)
    assert.equal(await sweepReservations(database.db), 0)
    assert.equal((await readBudgets(ctx))[0]!.reservedMicros, 0)

    // The process was only slow: its cost counts, and nothing is given back twice.
    await meter.settle(ctx, late, createUsage({ costMicros: 250 }))
    const [budget] = await readBudgets(ctx)
    assert.deepEqual([budget!.reservedMicros, budget!.spentMicros], [0, 250])
    assert.notEqual(lost, null)
  })

  test('settles one event once, however often it is tried', async () => {
    const ctx = createBillingContext(database.db)
    await setBudget({ ctx, input: { limitMicros: 1000 } })
    const reservation = await meter.reserve(ctx, 500, 'openai:gpt-6-luna')
    const usage = createUsage({ costMicros: 123 })
    await meter.settle(ctx, reservation, usage)
    await meter.settle(ctx, reservation, usage)
    const [budget] = await readBudgets(ctx)
    assert.deepEqual([budget!.reservedMicros, budget!.spentMicros], [0, 123])
  })

  test('settles a call whose names PostgreSQL would not take as JSON', async () => {
    const ctx = createBillingContext(database.db)
    await meter.settle(ctx, null, createUsage({ documentId: 'half \ud83d' }))
    const [event] = await database.db.system
      .select()
      .from(usageEvents)
      .where(eq(usageEvents.workspaceId, ctx.workspaceId))
    assert.equal(event!.documentId, 'half \ufffd')
  })

  test('holds an amount once, also when the call is repeated because its answer was lost', async () => {
    const ctx = createBillingContext(database.db)
    await setBudget({ ctx, input: { limitMicros: 1000 } })
    const id = newId('rsv')
    const hold = () =>
      database.db.tenantCall<{ isHeld: boolean }>(
        ctx.workspaceId,
        sql`galley.reserve_budget(${id}, ${ctx.workspaceId}, '', 600, 'openai:gpt-6-luna', 60)`,
      )
    assert.deepEqual([(await hold()).isHeld, (await hold()).isHeld], [true, true])
    assert.equal((await readBudgets(ctx))[0]!.reservedMicros, 600)
  })

  test('needs no reservation without a budget, and counts calls that one is set during', async () => {
    const ctx = createBillingContext(database.db)
    assert.equal(await meter.reserve(ctx, 500, 'openai:gpt-6-luna'), null)
    await setBudget({ ctx, input: { limitMicros: 1000 } })
    await meter.settle(ctx, null, createUsage({ costMicros: 77 }))
    const [budget] = await readBudgets(ctx)
    assert.deepEqual([budget!.reservedMicros, budget!.spentMicros], [0, 77])
  })

  test('refuses an unknown price under a budget, and lets it pass without one', async () => {
    const ctx = createBillingContext(database.db, { jobId: 'job_b' })
    assert.equal(await meter.reserve(ctx, null, 'compatible:llama'), null)
    await meter.settle(ctx, null, createUsage({ model: 'compatible:llama', costMicros: null }))
    const [event] = await database.db.system
      .select()
      .from(usageEvents)
      .where(eq(usageEvents.workspaceId, ctx.workspaceId))
    assert.equal(event!.costMicros, null)
    assert.deepEqual([event!.jobId, event!.step, event!.actor.kind], ['job_b', 'write', 'job'])

    await addJobBudget(ctx, 'job_b', 1000)
    await assert.rejects(meter.reserve(ctx, null, 'compatible:llama'), {
      code: 'model_price_unknown',
      message: /compatible:llama.*GALLEY_MODEL_PRICES/,
    })
    assert.equal(await meter.reserve(ctx, 0, 'embedded:extractive'), null)
  })

  test('usage events can be added, never changed or removed', async () => {
    const ctx = createBillingContext(database.db)
    await meter.settle(ctx, null, createUsage())
    const isRefused = (error: Error) => /permission denied/.test(String(error.cause))
    await assert.rejects(
      database.db.tenant(ctx.workspaceId, (tx) => tx.update(usageEvents).set({ costMicros: 0 })),
      isRefused,
    )
    await assert.rejects(
      database.db.tenant(ctx.workspaceId, (tx) => tx.delete(usageEvents)),
      isRefused,
    )
  })

  test('two workspaces never meet', async () => {
    const mine = createBillingContext(database.db, { jobId: 'job_same' })
    const theirs = createBillingContext(database.db, { jobId: 'job_same' })
    await setBudget({ ctx: mine, input: { limitMicros: 1000 } })
    await addJobBudget(mine, 'job_same', 1000)
    const reservation = await meter.reserve(mine, 900, 'openai:gpt-6-luna')
    assert.equal(await meter.reserve(theirs, 5_000_000, 'openai:gpt-6-luna'), null)

    // Not even with somebody else's reservation in hand.
    await meter.settle(theirs, reservation, createUsage({ costMicros: 900 }))
    for (const budget of await readBudgets(mine)) {
      assert.deepEqual([budget.reservedMicros, budget.spentMicros], [900, 0])
    }
    const seen = await database.db.tenant(theirs.workspaceId, async (tx) => ({
      budgets: await tx.select().from(budgets),
      reservations: await tx.select().from(reservations),
      events: await tx.select().from(usageEvents),
    }))
    assert.deepEqual([seen.budgets, seen.reservations], [[], []])
    assert.ok(seen.events.every(({ workspaceId }) => workspaceId === theirs.workspaceId))
  })
})
