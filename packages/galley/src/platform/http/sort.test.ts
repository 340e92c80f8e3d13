import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { createTestDatabase } from '../db/testing.ts'
import type { TestDatabase } from '../db/testing.ts'
import { toPage } from './cursor.ts'
import { defineSort } from './sort.ts'

const notes = pgTable('sorted_notes', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  at: timestamp('at', { withTimezone: true }).notNull(),
})
const order = defineSort('notes', notes.id, {
  title: { of: sql`lower(${notes.title})`, kind: 'text' },
  moment: { of: notes.at, kind: 'moment' },
})
type Sort = 'created' | 'title' | 'moment'

describe('a list that can be sorted', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
    await database.db.system.execute(sql`
      create table sorted_notes (id text primary key, title text not null, at timestamptz not null)`)
    // Many share a title, and moments lie a microsecond apart.
    await database.db.system.execute(sql`
      insert into sorted_notes select 'note_' || lpad(n::text, 3, '0'),
        (array['Ähre', 'ähre', 'zebra', repeat('long ', 60)])[1 + n % 4],
        timestamptz '2026-03-08 12:00:00.000001+00' + (n / 3) * interval '1 microsecond'
      from generate_series(1, 57) n`)
  })
  after(() => database.close())

  async function walk(sort: Sort, direction: 'asc' | 'desc', limit: number) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const seek = order.seek({ sort, order: direction, cursor })
      const rows = await database.db.system
        .select({ id: notes.id, sortKey: seek.sortKey })
        .from(notes)
        .where(seek.where)
        .orderBy(...seek.orderBy)
        .limit(limit + 1)
      const page = toPage(rows, limit, seek.cursorOf)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return seen
  }

  it('has each item once, whatever the order and the size of a page', async () => {
    for (const sort of ['created', 'title', 'moment'] as const) {
      const whole = await walk(sort, 'asc', 100)
      assert.equal(new Set(whole).size, 57)
      for (const limit of [1, 2, 7]) {
        assert.deepEqual(await walk(sort, 'asc', limit), whole, sort)
        assert.deepEqual(await walk(sort, 'desc', limit), whole.toReversed(), sort)
      }
    }
  })

  it('takes no cursor of another list or order, and none that is made up', () => {
    const { cursorOf } = order.seek({ sort: 'title', order: 'asc' })
    const cursor = cursorOf({ id: 'note_1', sortKey: 'a' })
    assert.ok(order.seek({ sort: 'title', order: 'asc', cursor }).where)
    const forged = cursorOf({ id: 'note_1', sortKey: 7 })
    for (const wrong of [
      { sort: 'title', order: 'desc', cursor },
      { sort: 'moment', order: 'asc', cursor },
      { sort: 'title', order: 'asc', cursor: forged },
      { sort: 'title', order: 'asc', cursor: 'bm9uc2Vuc2U' },
    ] as const) {
      assert.throws(() => order.seek(wrong), { code: 'cursor_invalid' })
    }
  })
})
