import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import { createDatabase } from '../db/index.ts'
import { createTestDatabase } from '../db/testing.ts'
import type { TestDatabase } from '../db/testing.ts'
import { createSecrets } from './index.ts'

const [OLD, NEW] = ['an old master key, long enough to be one', 'a new master key, long enough too']

describe('a sealed secret', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.close())

  const open = (...masterKeys: string[]) => createSecrets({ db: database.db, masterKeys })
  const isUnreadable = { code: 'secret_unreadable' }

  it('opens as it was, whatever it is', async () => {
    const secrets = open(OLD)
    const texts = [
      '',
      'x',
      '\u0000',
      '\uFEFFmark',
      '日本 😀 e\u0301',
      'v1.a.b.c',
      'x'.repeat(3_000_000),
    ]
    for (const text of texts) {
      const sealed = await secrets.seal('p', text)
      assert.match(sealed, /^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22,}$/)
      assert.equal(await secrets.unseal('p', sealed), text)
    }
  })

  it('looks different each time, and gives nothing away', async () => {
    const secrets = open(OLD)
    const [one, other] = [await secrets.seal('p', 'hush'), await secrets.seal('p', 'hush')]
    assert.notEqual(one.split('.')[2], other.split('.')[2])
    assert.notEqual(one.split('.')[3], other.split('.')[3])
    assert.ok(!one.includes(btoa('hush').replace(/=+$/, '')))
  })

  it('opens for what it was sealed for, and for nothing else', async () => {
    const secrets = open(OLD)
    const sealed = await secrets.seal('sso.client_secret:sso_1', 'hush')
    for (const purpose of ['sso.client_secret:sso_2', 'sso.client_secret:sso_1 ', '']) {
      await assert.rejects(secrets.unseal(purpose, sealed), isUnreadable)
    }
  })

  it('does not open when any part of it was touched', async () => {
    const secrets = open(OLD, NEW)
    const sealed = await secrets.seal('p', 'hush')
    const parts = sealed.split('.')
    const flip = (text: string, at: number) =>
      text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1)
    const touched = [
      'v2.' + parts.slice(1).join('.'),
      [parts[0], (await open(NEW).seal('p', 'hush')).split('.')[1], ...parts.slice(2)].join('.'),
      ...[0, 8, 15].map((at) => parts.with(2, flip(parts[2]!, at)).join('.')),
      ...[0, 5, 20].map((at) => parts.with(3, flip(parts[3]!, at)).join('.')),
      parts.with(2, '').join('.'),
      parts.with(3, '').join('.'),
      parts.slice(0, 3).join('.'),
      `${sealed}.x`,
      `${sealed}\n`,
      ` ${sealed}`,
      sealed.slice(0, -2),
      '',
      '...',
      'v1.__proto__.aaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaa',
      'v1.toString.x.y',
    ]
    for (const text of touched) await assert.rejects(secrets.unseal('p', text), isUnreadable, text)
  })

  it('opens with an earlier master key, and says that it is to be sealed anew', async () => {
    const sealed = await open(OLD).seal('p', 'hush')
    const both = open(NEW, OLD)
    assert.equal(await both.unseal('p', sealed), 'hush')
    assert.ok(both.isStale(sealed))
    assert.ok(!both.isStale(await both.seal('p', 'hush')))
    assert.ok(both.isStale('nonsense'))
    await assert.rejects(open(NEW).unseal('p', sealed), (error: Error & { code: string }) => {
      assert.equal(error.code, 'secret_unreadable')
      assert.match(error.message, /GALLEY_SECRET_PREVIOUS/)
      assert.ok(!error.message.includes(OLD) && !error.message.includes(NEW))
      return true
    })
  })

  it('opens with a master key that another process made since, and is sealed with it from then on', async () => {
    let file = [OLD]
    const secrets = createSecrets({
      db: database.db,
      masterKeys: file,
      rereadKeys: async () => file,
    })
    file = [NEW, OLD]
    const other = open(...file)
    assert.ok(other.isStale(await secrets.seal('p', 'hush')), 'it does not know yet')
    assert.equal(await secrets.unseal('p', await other.seal('p', 'hush')), 'hush')
    assert.ok(!other.isStale(await secrets.seal('p', 'hush')))
  })
})

describe('a key of the installation', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.close())

  it('is one, whoever asks first, and lasts', async () => {
    const other = createDatabase({ url: database.url, poolSize: 4 })
    try {
      const processes = [database.db, other].flatMap((db) =>
        Array.from({ length: 5 }, () => createSecrets({ db, masterKeys: [OLD] })),
      )
      const keys = await Promise.all(processes.map((secrets) => secrets.installationKey('first')))
      assert.equal(new Set(keys.map(String)).size, 1)
      assert.equal(keys[0]!.length, 32)
      const later = createSecrets({ db: database.db, masterKeys: [NEW, OLD] })
      assert.deepEqual(await later.installationKey('first'), keys[0])
    } finally {
      await other.close()
    }
  })

  it('is another for each name, whatever the name', async () => {
    const secrets = createSecrets({ db: database.db, masterKeys: [OLD] })
    const names = ['a', 'b', '__proto__', 'constructor', '']
    const keys = await Promise.all(names.map((name) => secrets.installationKey(name)))
    assert.equal(new Set(keys.map(String)).size, names.length)
  })

  it('is not kept in the clear, nor readable for requests', async () => {
    const secrets = createSecrets({ db: database.db, masterKeys: [OLD] })
    const key = await secrets.installationKey('hidden')
    const { rows } = await database.db.system.execute<{ row: string }>(
      sql`select t::text as row from galley.installation_keys t`,
    )
    const dump = rows.map(({ row }) => row).join('\n')
    assert.match(dump, /hidden/)
    assert.ok(!dump.includes(Buffer.from(key).toString('base64url')))
    assert.ok(!dump.includes(Buffer.from(key).toString('hex')))
    const seen = await database.db.tenant('ws_00000000000000000000000000', async (tx) => {
      return (await tx.execute<{ name: string }>(sql`select * from galley.installation_keys`)).rows
    })
    assert.equal(seen.length, 0)
  })

  it('that cannot be opened is not made anew, and can be once the master key is back', async () => {
    await createSecrets({ db: database.db, masterKeys: [OLD] }).installationKey('kept')
    const keys = [NEW]
    const secrets = createSecrets({
      db: database.db,
      masterKeys: [NEW],
      rereadKeys: async () => keys,
    })
    await assert.rejects(secrets.installationKey('kept'), { code: 'secret_unreadable' })
    keys.push(OLD)
    assert.equal((await secrets.installationKey('kept')).length, 32)
  })
})
