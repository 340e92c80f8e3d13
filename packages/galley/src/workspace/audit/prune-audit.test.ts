import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { asc, eq, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { InvalidError } from '../../platform/error.ts'
import { contextOf, write, writeMany } from './audit.fixture.ts'
import { pruneAudit } from './prune-audit.ts'
import { auditEntries } from './tables.ts'
import { verifyAudit } from './verify-audit.ts'

const verify = (ctx: Context) => verifyAudit({ ctx, input: {} })

describe('pruneAudit', () => {
  let test: TestDatabase
  before(async () => {
    test = await createTestDatabase()
  })
  after(() => test.close())

  const read = (ctx: Context) =>
    test.db.tenant(ctx.workspaceId, (tx) =>
      tx.select().from(auditEntries).orderBy(asc(auditEntries.seq)),
    )
  const prune = (ctx: Context, olderThan: Date) =>
    pruneAudit(test.db, { workspaceId: ctx.workspaceId, olderThan })
  const now = async () => {
    const { rows } = await test.db.system.execute<{ at: string }>(
      sql`select (clock_timestamp() + interval '1 ms')::text as at`,
    )
    await test.db.system.execute(sql`select pg_sleep(0.003)`)
    return new Date(rows[0]!.at)
  }

  it('removes the oldest stretch, says so, and leaves a chain that holds', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 5)
    const { headHash } = await verify(ctx)
    const moment = await now()
    await writeMany(ctx, 3)
    assert.equal(await prune(ctx, moment), 5)
    const entries = await read(ctx)
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      [6, 7, 8, 9],
    )
    const said = entries.at(-1)!
    assert.deepEqual(
      [said.action, said.actor],
      ['audit.prune', { kind: 'system', id: 'retention' }],
    )
    assert.deepEqual(
      { ...said.after, olderThan: '' },
      { firstSeq: 6, baseHash: headHash, removed: 5, olderThan: '', wasIntact: true },
    )
    const verification = await verify(ctx)
    assert.deepEqual(
      [verification.isIntact, verification.firstSeq, verification.entries],
      [true, 6, 4],
    )
    assert.equal(await prune(ctx, moment), 0)
    assert.equal((await read(ctx)).length, 4)

    // Anchors: of the last one that is gone, of one that is kept, and of one long gone.
    const at = (anchorSeq: number, anchorHash: string) =>
      verifyAudit({ ctx, input: { anchorSeq, anchorHash } })
    assert.equal((await at(5, headHash)).isIntact, true)
    assert.equal((await at(6, entries[0]!.hash!)).isIntact, true)
    assert.equal((await at(6, headHash)).reason, 'anchor_mismatch')
    await assert.rejects(
      at(2, headHash),
      (error) => error instanceof InvalidError && error.code === 'audit_anchor_pruned',
    )
  })

  it('can remove everything, again and again, and goes on', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 4)
    assert.equal(await prune(ctx, await now()), 4)
    assert.equal(await prune(ctx, await now()), 1)
    await write(ctx)
    assert.deepEqual(
      (await read(ctx)).map(({ seq, action }) => [seq, action]),
      [
        [6, 'audit.prune'],
        [7, 'thing.create'],
      ],
    )
    assert.equal((await verify(ctx)).isIntact, true)
    assert.equal(await prune(contextOf(test.db), new Date()), 0)
  })

  it('removes long stretches in several steps, while others write and verify', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 11_000)
    const moment = await now()
    const [removed, ...rest] = await Promise.all([
      prune(ctx, moment),
      ...Array.from({ length: 5 }, async () => {
        await write(ctx)
        return (await verify(ctx)).reason
      }),
    ])
    assert.deepEqual([removed, ...rest], [11_000, null, null, null, null, null])
    const entries = await read(ctx)
    assert.deepEqual(
      entries.flatMap(({ action, after }) => (action === 'audit.prune' ? after!.removed : [])),
      [5000, 5000, 1000],
    )
  })

  it('does not hide that what it removes was tampered with, nor stop for it', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 3)
    await test.db.system
      .delete(auditEntries)
      .where(sql`${eq(auditEntries.workspaceId, ctx.workspaceId)} and seq = 2`)
    assert.equal((await verify(ctx)).firstBrokenSeq, 2)
    assert.equal(await prune(ctx, await now()), 2)
    const [said] = await read(ctx)
    assert.deepEqual([said!.after!.wasIntact, said!.after!.removed], [false, 2])
    assert.equal((await verify(ctx)).isIntact, true)
  })
})
