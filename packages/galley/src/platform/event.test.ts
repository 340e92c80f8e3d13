import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from './context.ts'
import { readConfig } from './config.ts'
import { createTestDatabase } from './db/testing.ts'
import type { TestDatabase } from './db/testing.ts'
import { defineEvent, emit, withTransaction } from './event.ts'
import { sweepEvents } from './events/sweep-events.ts'
import { events } from './events/tables.ts'
import { newId } from './id.ts'

const counted = defineEvent({
  type: 'thing.counted',
  summary: 'A thing was counted.',
  data: z.object({ number: z.int() }),
})

describe('events', () => {
  let test: TestDatabase
  before(async () => {
    test = await createTestDatabase()
  })
  after(() => test.close())

  const contextOf = (workspaceId: string) =>
    ({ db: test.db, workspaceId, actor: { kind: 'system', id: 'test' } }) as unknown as Context
  const read = (workspaceId: string) =>
    test.db.tenant(workspaceId, (tx) =>
      tx.select().from(events).where(eq(events.workspaceId, workspaceId)).orderBy(asc(events.seq)),
    )

  it('are numbered without gaps in the order of their commits, however many write at once', async () => {
    const ctx = contextOf(newId('ws'))
    await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        withTransaction(ctx, async (tx) => {
          emit(tx, ctx, counted, 'thing', { number })
          emit(tx, ctx, counted, 'thing', { number })
          if (number % 5 === 0) throw new Error('undone')
        }).catch(() => undefined),
      ),
    )
    const rows = await read(ctx.workspaceId)
    assert.deepEqual(
      rows.map(({ seq }) => seq),
      Array.from({ length: 48 }, (_, index) => index + 1),
    )
    const numbers = rows.map(({ data }) => data.number)
    assert.ok(numbers.every((number, index) => number === numbers[index - (index % 2)]))
  })

  it('keep whatever characters their data has', async () => {
    const noted = defineEvent({
      type: 'x.noted',
      summary: '',
      data: z.object({ text: z.string() }),
    })
    const ctx = contextOf(newId('ws'))
    const text = `'; drop table galley.events; -- $1 \\u0041 "ß" 🪱`
    await withTransaction(ctx, async (tx) => emit(tx, ctx, noted, 'thing', { text }))
    assert.equal((await read(ctx.workspaceId))[0]!.data.text, text)
  })

  it('cannot be announced when their data is wrong, or behind the end of the transaction', async () => {
    const ctx = contextOf(newId('ws'))
    await assert.rejects(
      withTransaction(ctx, async (tx) => emit(tx, ctx, counted, 'thing', { number: 0.5 })),
    )
    const ended = await withTransaction(ctx, async (tx) => tx)
    assert.throws(() => emit(ended, ctx, counted, 'thing', { number: 1 }), TypeError)
    await test.db.tenant(ctx.workspaceId, async (tx) => {
      assert.throws(() => emit(tx, ctx, counted, 'thing', { number: 1 }), TypeError)
    })
    assert.deepEqual(await read(ctx.workspaceId), [])
  })

  it('are forgotten after the retention time, and their numbers are not given out again', async () => {
    const ctx = contextOf(newId('ws'))
    const count = (number: number) =>
      withTransaction(ctx, async (tx) => emit(tx, ctx, counted, 'thing', { number }))
    await count(1)
    await count(2)
    await test.db.systemTransaction((tx) =>
      tx
        .update(events)
        .set({ at: sql`now() - interval '31 days'` })
        .where(eq(events.workspaceId, ctx.workspaceId)),
    )
    await count(3)
    const config = readConfig({ GALLEY_RETENTION_DAYS: '30' })
    await sweepEvents({ db: test.db, config })
    assert.deepEqual(
      (await read(ctx.workspaceId)).map(({ seq }) => seq),
      [3],
    )
  })
})
