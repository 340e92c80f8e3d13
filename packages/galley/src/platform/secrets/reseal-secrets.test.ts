import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createTestDatabase } from '../db/testing.ts'
import type { TestDatabase } from '../db/testing.ts'
import { createExtensions } from '../extension.ts'
import { platformModule } from '../index.ts'
import { createSecrets, resealSecrets, sealedColumns } from './index.ts'
import type { Secrets } from './index.ts'

const [OLD, NEW] = ['an old master key, long enough to be one', 'a new master key, long enough too']

describe('a new master key', () => {
  let database: TestDatabase
  let old: Secrets
  const extensions = createExtensions([
    ...platformModule.contributions,
    sealedColumns.contribute({
      table: 'test_secrets',
      idColumns: ['workspace_id', 'number'],
      column: 'client_secret',
      purpose: (row) => `test:${row['workspace_id']}:${row['number']}`,
    }),
  ])
  const open = (...masterKeys: string[]) => createSecrets({ db: database.db, masterKeys })
  const reseal = (secrets: Secrets, options?: Parameters<typeof resealSecrets>[1]) =>
    resealSecrets({ db: database.db, secrets, extensions }, { batchSize: 7, ...options })

  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.close())

  /** Forty secrets of four workspaces, one of them null, and two installation keys. */
  beforeEach(async () => {
    old = open(OLD)
    await database.db.system.execute(sql`create table galley.test_secrets
      (workspace_id text, number int, client_secret text, primary key (workspace_id, number))`)
    for (let number = 0; number < 40; number += 1) {
      const workspace = `ws_${number % 4}`
      const text = number === 3 ? null : await old.seal(`test:${workspace}:${number}`, `s${number}`)
      await write(workspace, number, text)
    }
    await old.installationKey('one')
    await old.installationKey('two')
  })
  afterEach(async () => {
    await database.db.system.execute(sql`drop table galley.test_secrets`)
    await database.db.system.execute(sql`delete from galley.installation_keys`)
  })

  const write = (workspace: string, number: number, sealed: string | null) =>
    database.db.system.execute(sql`
      insert into galley.test_secrets values (${workspace}, ${number}, ${sealed})
      on conflict (workspace_id, number) do update set client_secret = excluded.client_secret`)

  interface Row extends Record<string, unknown> {
    workspace: string
    number: number
    sealed: string
  }
  async function readAll(): Promise<Row[]> {
    const { rows } = await database.db.system.execute<Row>(sql`
      select workspace_id as workspace, number, client_secret as sealed from galley.test_secrets
      where client_secret is not null order by number`)
    return rows
  }
  async function openAll(secrets: Secrets): Promise<string[]> {
    const rows = await readAll()
    return Promise.all(
      rows.map(({ workspace, number, sealed }) =>
        secrets.unseal(`test:${workspace}:${number}`, sealed),
      ),
    )
  }
  const expected = Array.from({ length: 40 }, (_, number) => `s${number}`).toSpliced(3, 1)

  it('reaches all that is sealed, so that the earlier one can be dropped', async () => {
    const keys = [await old.installationKey('one'), await old.installationKey('two')]
    const report = await reseal(open(NEW, OLD))
    assert.deepEqual(report, { resealed: 41, current: 0, unreadable: [] })
    const alone = open(NEW)
    assert.deepEqual(await openAll(alone), expected)
    assert.deepEqual([await alone.installationKey('one'), await alone.installationKey('two')], keys)
    assert.deepEqual(await reseal(alone), { resealed: 0, current: 41, unreadable: [] })
  })

  it('may be half-way: all opens with both, and the rest follows later', async () => {
    const both = open(NEW, OLD)
    const abort = new AbortController()
    let batches = 0
    const cut = reseal(both, {
      signal: abort.signal,
      onProgress: () => {
        batches += 1
        if (batches === 3) abort.abort(new Error('killed'))
      },
    })
    await assert.rejects(cut, /killed/)
    const stale = (await readAll()).filter(({ sealed }) => both.isStale(sealed)).length
    assert.ok(stale > 0 && stale < 39, `${stale} are left`)
    assert.deepEqual(await openAll(open(NEW, OLD)), expected)
    await assert.rejects(openAll(open(NEW)), { code: 'secret_unreadable' })

    const report = await reseal(open(NEW, OLD))
    assert.equal(report.resealed, stale)
    assert.equal(report.resealed + report.current, 41)
    assert.deepEqual(await openAll(open(NEW)), expected)
  })

  it('does not undo what is written meanwhile, with either key', async () => {
    const both = open(NEW, OLD)
    // Between a batch's reading and its writing.
    const seal: Secrets['seal'] = async (purpose, text) => {
      const number = Number(purpose.split(':')[2])
      if (text === `s${number}` && number % 5 === 0) {
        const writer = number % 2 ? old : both
        await write(`ws_${number % 4}`, number, await writer.seal(purpose, `changed ${number}`))
      }
      if (text === 's7')
        await database.db.system.execute(sql`delete from galley.test_secrets where number = 7`)
      if (text === 's8') await write('ws_0', 8, null)
      return both.seal(purpose, text)
    }
    const report = await reseal({ ...both, seal })
    assert.deepEqual(report.unreadable, [])
    const now = expected
      .filter((text) => text !== 's7' && text !== 's8')
      .map((text) => (Number(text.slice(1)) % 5 === 0 ? text.replace('s', 'changed ') : text))
    assert.deepEqual(await openAll(open(NEW)), now)
  })

  it('can be brought about by several processes at once', async () => {
    const reports = await Promise.all(Array.from({ length: 4 }, () => reseal(open(NEW, OLD))))
    const resealed = reports.reduce((sum, report) => sum + report.resealed, 0)
    assert.equal(resealed, 41)
    for (const report of reports) assert.equal(report.resealed + report.current, 41)
    assert.deepEqual(await openAll(open(NEW)), expected)
  })

  it('is not stopped by what cannot be opened, and names it', async () => {
    await write('ws_0', 100, 'nonsense')
    await write('ws_1', 101, await old.seal('test:ws_1:102', 'of another row'))
    await write(
      'ws_2',
      102,
      await open('a third master key that nobody has any more').seal('x', 'y'),
    )
    const report = await reseal(open(NEW, OLD))
    assert.equal(report.resealed, 41)
    const place = { table: 'test_secrets', column: 'client_secret' }
    assert.deepEqual(report.unreadable, [
      { ...place, id: 'ws_0 100' },
      { ...place, id: 'ws_1 101' },
      { ...place, id: 'ws_2 102' },
    ])
    const left = (await readAll()).find(({ number }) => number === 100)
    assert.equal(left!.sealed, 'nonsense')
  })
})
