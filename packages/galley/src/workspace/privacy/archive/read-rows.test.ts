import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createTestDatabase } from '../../../platform/db/testing.ts'
import type { TestDatabase } from '../../../platform/db/testing.ts'
import { newId } from '../../../platform/id.ts'
import type { Storage } from '../../../platform/storage/index.ts'
import { tablesNamed } from './catalogue.ts'
import { openSnapshot } from './open-snapshot.ts'
import { readRows } from './read-rows.ts'
import { tableEntry } from './table-entry.ts'
import { writeArchive } from './write-archive.ts'

let database: TestDatabase
const mine = newId('ws')
const theirs = newId('ws')
before(async () => {
  database = await createTestDatabase()
  for (const workspaceId of [mine, theirs]) {
    await database.db.system.execute(sql`
      insert into galley.events (workspace_id, seq, type, actor, subject, data, project_id)
      select ${workspaceId}, n, 'thing.done', '{"kind":"system","id":"test"}', ${workspaceId},
        case when n % 10000 = 0 then jsonb_build_object('text', repeat('x', 5000000)) else '{}' end,
        ''
      from generate_series(1, 50000) n`)
  }
})
after(() => database.close())

const eventsOf = async (workspaceId: string) => {
  const [table] = await tablesNamed(database.db.system, ['events'])
  return { table: table!, where: sql`t.workspace_id = ${workspaceId}` }
}

describe('reading a table', () => {
  it('gives every row once, in pages that stay small however large the rows are', async () => {
    const { table, where } = await eventsOf(mine)
    let last = 0
    let pages = 0
    for await (const { text, rows } of readRows(database.db.system, table, where)) {
      pages += 1
      assert.ok(rows === 1 || text.length <= 2 * 1024 * 1024 + rows, `${text.length} in ${rows}`)
      for (const line of text.split('\n').filter(Boolean)) {
        const row = JSON.parse(line)
        assert.equal(row.seq, last + 1)
        assert.equal(row.subject, mine)
        last = row.seq
      }
    }
    assert.equal(last, 50_000)
    assert.ok(pages >= 50)
  })

  it('sees one moment, of one workspace, even where a query asks for all', async () => {
    const snapshot = await openSnapshot(database.db, mine)
    try {
      const count = async () => {
        const { rows } = await snapshot.tx.execute<{ count: number }>(
          sql`select count(*)::int as count from galley.events`,
        )
        return rows[0]!.count
      }
      assert.equal(await count(), 50_000)
      await database.db.system.execute(sql`
        insert into galley.events (workspace_id, seq, type, actor, subject, data, project_id)
        values (${mine}, 60000, 'thing.done', '{}', 'later', '{}', '')`)
      assert.equal(await count(), 50_000)
      await assert.rejects(
        snapshot.tx.execute(sql`delete from galley.events`) as unknown as Promise<unknown>,
      )
    } finally {
      await snapshot.close().catch(() => undefined)
      await database.db.system.execute(sql`delete from galley.events where seq = 60000`)
    }
  })
})

describe('writing an archive', () => {
  /** What a store that is slow to take bytes has taken when it stops. */
  async function writeUntil(bytes: number, end: 'fails' | 'is done') {
    let produced = 0
    let isClosed = false
    const { table, where } = await eventsOf(theirs)
    async function* entries() {
      try {
        const entry = tableEntry(database.db.system, table, where)
        async function* counted() {
          for await (const chunk of entry.bytes as AsyncIterable<Uint8Array>) {
            produced += chunk.length
            yield chunk
          }
        }
        yield { ...entry, bytes: counted() }
      } finally {
        isClosed = true
      }
    }
    let taken = 0
    let most = 0
    const put = async (key: string, body: ReadableStream<Uint8Array>) => {
      for await (const chunk of body) {
        taken += chunk.length
        most = Math.max(most, produced - taken)
        if (taken >= bytes) throw new Error('the store is full')
      }
      return { key, size: taken }
    }
    const storage = { put } as unknown as Storage
    const { signal } = new AbortController()
    const writing = writeArchive({ storage, key: 'a.zip', entries: entries(), facts: {}, signal })
    if (end === 'fails') await assert.rejects(writing, /the store is full/)
    else await writing
    return { produced, taken, most, isClosed }
  }

  it('holds no more than a few chunks, however much there is', async () => {
    const { taken, most } = await writeUntil(Infinity, 'is done')
    assert.ok(taken > 30_000_000, String(taken))
    assert.ok(most < 16_000_000, String(most))
  })

  it('lets go of its source when the store fails', async () => {
    const { produced, isClosed } = await writeUntil(1_000_000, 'fails')
    assert.equal(isClosed, true)
    assert.ok(produced < 10_000_000, String(produced))
  })
})
