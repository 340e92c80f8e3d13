import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import type { UsageEvent } from '../../platform/models/index.ts'
import { aggregateUsage } from './aggregate-usage.ts'
import { getBudget } from './get-budget.ts'
import { listUsage } from './list-usage.ts'
import { createMeter } from './meter.ts'
import { reconcileUsage } from './reconcile-usage.ts'
import { setBudget } from './set-budget.ts'
import { summarizeUsage } from './summarize-usage.ts'
import { usageDaily } from './tables.ts'
import { createBillingContext, createUsage } from './testing.ts'

describe('usage', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.close())

  const record = async (ctx: Context, changes: Partial<UsageEvent> = {}, daysAgo = 0) => {
    const usage = createUsage(changes)
    await createMeter(database.db).settle(ctx, null, usage)
    await database.db.system.execute(sql`
      update galley.usage_events set created_at = now() - make_interval(days => ${daysAgo})
      where id = ${usage.id}`)
  }

  test('daily sums are exactly the events, after any number of runs and any downtime', async () => {
    const ctx = createBillingContext(database.db)
    const other = createBillingContext(database.db)
    await record(ctx, { costMicros: 10 }, 9)
    await record(ctx, { costMicros: 31, cachedTokens: 7 }, 9)
    await record(ctx, { status: 'timeout', costMicros: null, inputTokens: null }, 4)
    await record(ctx, { model: 'anthropic:claude-haiku-5-5', costMicros: 5 })
    await record(other, { costMicros: 1_000_000 })
    assert.equal((await reconcileUsage({ ctx, input: {} })).length, 3)

    await aggregateUsage(database.db)
    assert.deepEqual(await reconcileUsage({ ctx, input: {} }), [])
    await aggregateUsage(database.db)
    assert.deepEqual(await reconcileUsage({ ctx, input: {} }), [])

    await record(ctx, { costMicros: 2 })
    const [difference] = await reconcileUsage({ ctx, input: {} })
    assert.deepEqual([difference!.calls, difference!.costMicros], [-1, -2])
    await Promise.all([aggregateUsage(database.db), aggregateUsage(database.db)])
    assert.deepEqual(await reconcileUsage({ ctx, input: {} }), [])

    const days = await database.db.tenant(ctx.workspaceId, (tx) => tx.select().from(usageDaily))
    assert.equal(
      days.reduce((sum, { costMicros }) => sum + costMicros, 0),
      48,
    )
    assert.equal(
      days.reduce((sum, { calls }) => sum + calls, 0),
      5,
    )
    assert.equal(
      days.reduce((sum, { unpricedCalls }) => sum + unpricedCalls, 0),
      1,
    )
  })

  test('a change behind the back of the sums is found', async () => {
    const ctx = createBillingContext(database.db)
    await record(ctx, { costMicros: 40 })
    await aggregateUsage(database.db)
    await database.db.system.execute(sql`
      update galley.usage_daily set cost_micros = cost_micros + 1
      where workspace_id = ${ctx.workspaceId}`)
    const differences = await reconcileUsage({ ctx, input: {} })
    assert.deepEqual(
      differences.map(({ costMicros }) => costMicros),
      [1],
    )
  })

  test('lists every call once, page by page, newest first, and by each filter', async () => {
    const workspaceId = createBillingContext(database.db).workspaceId
    const ctx = createBillingContext(database.db, { workspaceId, jobId: 'job_1' })
    for (let index = 0; index < 7; index += 1) {
      await record(ctx, { documentId: index < 3 ? 'doc_1' : null, attempt: index })
    }
    await record(createBillingContext(database.db, { workspaceId }), { model: 'openai:gpt-5' })

    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listUsage({ ctx, input: { limit: 3, ...(cursor && { cursor }) } })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    assert.equal(seen.length, 8)
    assert.deepEqual(seen, [...new Set(seen)].sort().reverse())

    const count = async (filter: object) =>
      (await listUsage({ ctx, input: { limit: 200, ...filter } })).items.length
    const today = new Date().toISOString().slice(0, 10)
    assert.equal(await count({ documentId: 'doc_1' }), 3)
    assert.equal(await count({ jobId: 'job_1' }), 7)
    assert.equal(await count({ step: 'write' }), 7)
    assert.equal(await count({ step: '' }), 1)
    assert.equal(await count({ model: 'openai:gpt-5' }), 1)
    assert.equal(await count({ from: today, to: today }), 8)
    assert.equal(await count({ to: '2020-01-01' }), 0)
    await assert.rejects(listUsage({ ctx, input: { cursor: 'nonsense' } }), { kind: 'invalid' })
  })

  test('summary: groups add up to the total, in every grouping', async () => {
    const ctx = createBillingContext(database.db, { jobId: 'job_2' })
    await record(ctx, { documentId: 'doc_1', costMicros: 100 }, 2)
    await record(ctx, { documentId: 'doc_2', costMicros: 300 })
    await record(ctx, { documentId: 'doc_2', costMicros: null, status: 'aborted' })
    for (const groupBy of [
      'day',
      'document',
      'model',
      'step',
      'job',
      'member',
      'status',
    ] as const) {
      const { total, groups } = await summarizeUsage({ ctx, input: { groupBy } })
      assert.deepEqual([total.calls, total.costMicros, total.unpricedCalls], [3, 400, 1])
      assert.equal(
        groups.reduce((sum, group) => sum + group.costMicros, 0),
        400,
        groupBy,
      )
    }
    const { groups } = await summarizeUsage({ ctx, input: { groupBy: 'document' } })
    assert.deepEqual(
      groups.map(({ key, costMicros }) => [key, costMicros]),
      [
        ['doc_2', 300],
        ['doc_1', 100],
      ],
    )
  })

  test('a budget is set, counted, started over and lifted, and needs its permissions', async () => {
    const ctx = createBillingContext(database.db)
    const nothing = {
      limitMicros: null,
      reservedMicros: 0,
      spentMicros: 0,
      remainingMicros: null,
      spentPercent: null,
      status: 'none',
    }
    assert.deepEqual(await getBudget({ ctx, input: {} }), nothing)
    await setBudget({ ctx, input: { limitMicros: 1000 } })
    await record(ctx, { costMicros: 300 })
    const raised = await setBudget({ ctx, input: { limitMicros: 2000 } })
    assert.deepEqual([raised.spentMicros, raised.remainingMicros], [300, 1700])
    const fresh = await setBudget({ ctx, input: { limitMicros: 2000, startOver: true } })
    assert.deepEqual([fresh.spentMicros, fresh.remainingMicros], [0, 2000])
    assert.deepEqual(await setBudget({ ctx, input: { limitMicros: null } }), nothing)

    const reader = { ...ctx, permissions: new Set(['billing.read']) }
    await assert.rejects(setBudget({ ctx: reader, input: { limitMicros: 1 } }), {
      kind: 'forbidden',
    })
    const stranger = { ...ctx, permissions: new Set<string>() }
    await assert.rejects(listUsage({ ctx: stranger, input: {} }), { kind: 'forbidden' })
  })
})
