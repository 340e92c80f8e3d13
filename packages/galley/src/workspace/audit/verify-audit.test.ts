import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { contextOf, write, writeMany } from './audit.fixture.ts'
import { verifyAudit } from './verify-audit.ts'

describe('verifyAudit', () => {
  let test: TestDatabase
  before(async () => {
    test = await createTestDatabase()
  })
  after(() => test.close())

  const entries = sql`galley.audit_entries`
  const heads = sql`galley.audit_heads`
  /** What the owner of the database does to a chain of ten. */
  async function tamper(...steps: ((workspace: SQL) => SQL)[]): Promise<Context> {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 10)
    await test.db.systemTransaction(async (tx) => {
      for (const step of steps) await tx.execute(step(sql`workspace_id = ${ctx.workspaceId}`))
    })
    return ctx
  }
  const rehash = (seq: number) => (own: SQL) =>
    sql`update ${entries} e set hash = galley.audit_hash(e) where ${own} and seq = ${seq}`
  const copy = (own: SQL, from: number, id: string, seq: string) => sql`
    insert into ${entries}
      (id, workspace_id, seq, created_at, actor, action, subject, request_id, previous_hash, hash)
    select ${id}, workspace_id, ${sql.raw(seq)}, created_at, actor, action, subject, request_id,
           previous_hash, hash
    from ${entries} where ${own} and seq = ${from}`

  const cases: [string, number | null, string, ((own: SQL) => SQL)[]][] = [
    ...[
      `action = 'x'`,
      `subject = 'x'`,
      `actor = actor || '{"id": "x"}'`,
      `client_address = null`,
      `request_id = 'x'`,
      `before = '{}'`,
      `after = '{"number": 40}'`,
      `after = null`,
      `created_at = created_at + interval '1 microsecond'`,
      `id = id || 'x'`,
      `hash = repeat('a', 64)`,
      `previous_hash = repeat('a', 64)`,
      `hash = null`,
    ].map((change): [string, number, string, ((own: SQL) => SQL)[]] => [
      `a changed field: ${change}`,
      4,
      'entry_changed',
      [(own) => sql`update ${entries} set ${sql.raw(change)} where ${own} and seq = 4`],
    ]),
    [
      'an entry that was changed together with its hash',
      5,
      'link_broken',
      [(own) => sql`update ${entries} set action = 'x' where ${own} and seq = 4`, rehash(4)],
    ],
    [
      'a last entry that was changed together with its hash',
      10,
      'head_mismatch',
      [(own) => sql`update ${entries} set action = 'x' where ${own} and seq = 10`, rehash(10)],
    ],
    [
      'an entry that is gone from the middle',
      7,
      'entry_missing',
      [(own) => sql`delete from ${entries} where ${own} and seq = 7`],
    ],
    [
      'an entry that is gone from the beginning',
      1,
      'entry_missing',
      [(own) => sql`delete from ${entries} where ${own} and seq = 1`],
    ],
    [
      'a gap that was closed by new numbers',
      7,
      'entry_changed',
      [
        (own) => sql`delete from ${entries} where ${own} and seq = 7`,
        (own) => sql`update ${entries} set seq = -seq where ${own} and seq > 7`,
        (own) => sql`update ${entries} set seq = -seq - 1 where ${own} and seq < 0`,
        (own) => sql`update ${heads} set seq = 9 where ${own}`,
      ],
    ],
    [
      'a tail that was cut off',
      9,
      'tail_missing',
      [(own) => sql`delete from ${entries} where ${own} and seq >= 9`],
    ],
    [
      'everything gone but the head',
      1,
      'tail_missing',
      [(own) => sql`delete from ${entries} where ${own}`],
    ],
    [
      'a head that was moved back',
      9,
      'head_mismatch',
      [
        (own) => sql`update ${heads} set seq = 8,
          hash = (select hash from ${entries} where ${own} and seq = 8) where ${own}`,
      ],
    ],
    [
      'a head that was moved on',
      11,
      'tail_missing',
      [(own) => sql`update ${heads} set seq = 12 where ${own}`],
    ],
    [
      'a head with another hash',
      10,
      'head_mismatch',
      [(own) => sql`update ${heads} set hash = repeat('a', 64) where ${own}`],
    ],
    ['a head that is gone', 1, 'head_mismatch', [(own) => sql`delete from ${heads} where ${own}`]],
    [
      'two entries that changed places',
      3,
      'entry_changed',
      [
        (own) => sql`update ${entries} set seq = 0 where ${own} and seq = 3`,
        (own) => sql`update ${entries} set seq = 3 where ${own} and seq = 8`,
        (own) => sql`update ${entries} set seq = 8 where ${own} and seq = 0`,
      ],
    ],
    [
      'an entry that was put in between',
      4,
      'entry_changed',
      [
        (own) => sql`update ${entries} set seq = -seq where ${own} and seq >= 4`,
        (own) => sql`update ${entries} set seq = -seq + 1 where ${own} and seq < 0`,
        (own) => copy(own, 3, 'aud_put_in', '4'),
        (own) => sql`update ${heads} set seq = 11 where ${own}`,
      ],
    ],
    [
      'an entry that was put behind the end',
      11,
      'head_mismatch',
      [(own) => copy(own, 10, 'aud_behind', '11')],
    ],
    [
      'an entry that was put before the beginning',
      0,
      'entry_unexpected',
      [(own) => copy(own, 1, 'aud_before', '0')],
    ],
    [
      'an entry that has no place',
      null,
      'entry_unchained',
      [(own) => copy(own, 1, 'aud_placeless', 'null')],
    ],
    [
      'a beginning that was cut off as if it were pruned',
      5,
      'beginning_unexplained',
      [
        (own) => sql`update ${heads} set first_seq = 5,
          base_hash = (select hash from ${entries} where ${own} and seq = 4) where ${own}`,
        (own) => sql`delete from ${entries} where ${own} and seq < 5`,
      ],
    ],
  ]
  for (const [name, seq, reason, steps] of cases) {
    it(`finds ${name}`, async () => {
      const ctx = await tamper(...steps)
      const found = await verifyAudit({ ctx, input: {} })
      assert.deepEqual([found.isIntact, found.firstBrokenSeq, found.reason], [false, seq, reason])
    })
  }

  it('finds no fault with a chain that nobody touched', async () => {
    const ctx = await tamper()
    const found = await verifyAudit({ ctx, input: {} })
    assert.deepEqual(
      { ...found, headHash: '' },
      {
        isIntact: true,
        entries: 10,
        firstSeq: 1,
        headSeq: 10,
        headHash: '',
        firstBrokenSeq: null,
        reason: null,
      },
    )
  })

  it('finds a history that was rewritten as a whole by an anchor noted down before', async () => {
    const ctx = await tamper()
    const { headSeq: anchorSeq, headHash: anchorHash } = await verifyAudit({ ctx, input: {} })
    await write(ctx)
    const input = { anchorSeq, anchorHash }
    assert.equal((await verifyAudit({ ctx, input })).isIntact, true)
    await test.db.systemTransaction(async (tx) => {
      const own = sql`workspace_id = ${ctx.workspaceId}`
      await tx.execute(sql`update ${entries} set action = 'x' where ${own} and seq = 4`)
      for (let seq = 4; seq <= 11; seq += 1) {
        await tx.execute(rehash(seq)(own))
        await tx.execute(sql`update ${entries} set previous_hash =
          (select hash from ${entries} where ${own} and seq = ${seq}) where ${own} and seq = ${seq + 1}`)
      }
      await tx.execute(sql`update ${heads} set hash =
        (select hash from ${entries} where ${own} and seq = 11) where ${own}`)
    })
    assert.equal((await verifyAudit({ ctx, input: {} })).isIntact, true)
    const found = await verifyAudit({ ctx, input })
    assert.deepEqual([found.firstBrokenSeq, found.reason], [10, 'anchor_mismatch'])
  })

  it('finds a tail that was cut off together with its head by an anchor', async () => {
    const ctx = await tamper()
    const { headSeq: anchorSeq, headHash: anchorHash } = await verifyAudit({ ctx, input: {} })
    await test.db.systemTransaction(async (tx) => {
      const own = sql`workspace_id = ${ctx.workspaceId}`
      await tx.execute(sql`delete from ${entries} where ${own}`)
      await tx.execute(sql`delete from ${heads} where ${own}`)
    })
    const found = await verifyAudit({ ctx, input: { anchorSeq, anchorHash } })
    assert.deepEqual([found.firstBrokenSeq, found.reason], [10, 'anchor_mismatch'])
  })

  it('walks more than one batch, while others write', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 6000)
    const [found] = await Promise.all([
      verifyAudit({ ctx, input: {} }),
      ...Array.from({ length: 10 }, () => write(ctx)),
    ])
    assert.equal(found.isIntact, true)
    assert.ok(found.entries >= 6000)
    await test.db.system.execute(sql`update ${entries} set action = 'x'
      where workspace_id = ${ctx.workspaceId} and seq = 5777`)
    const broken = await verifyAudit({ ctx, input: {} })
    assert.deepEqual([broken.firstBrokenSeq, broken.entries], [5777, 5776])
  })

  it('asks for the permission, for whole anchors, and stops when its caller is gone', async () => {
    const ctx = contextOf(test.db, { permissions: new Set(['sources.read']) })
    await assert.rejects(verifyAudit({ ctx, input: {} }), ForbiddenError)
    const able = contextOf(test.db)
    await assert.rejects(verifyAudit({ ctx: able, input: { anchorSeq: 1 } }), /An anchor is both/)
    const gone = contextOf(test.db, { signal: AbortSignal.abort(new Error('gone')) })
    await write(gone)
    await assert.rejects(verifyAudit({ ctx: gone, input: {} }), /gone/)
  })
})
