import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { ForbiddenError, InvalidError } from '../../platform/error.ts'
import { contextOf, write, writeMany } from './audit.fixture.ts'
import { listAudit } from './list-audit.ts'
import type { ListAuditInput } from './list-audit.ts'

describe('listAudit', () => {
  let test: TestDatabase
  before(async () => {
    test = await createTestDatabase()
  })
  after(() => test.close())

  const seqs = async (ctx: Context, input: ListAuditInput = {}) =>
    (await listAudit({ ctx, input })).items.map(({ seq }) => seq)

  it('filters by actor, action, subject, request and time, alone and together', async () => {
    const ctx = contextOf(test.db)
    const as = (actor: Actor, requestId = 'req_1') => ({ ...ctx, actor, requestId })
    const ann = { kind: 'user', id: 'usr_ann', name: 'Ann' } as const
    const job = { kind: 'job', id: 'job_1' } as const
    await write(as(ann), { action: 'source.create', subject: 'src_1' })
    await write(as(job), { action: 'source.delete', subject: 'src_1' })
    await write(as(ann, 'req_2'), { action: 'source_x.create', subject: 'src_2' })
    await write(as(job, 'req_2'), { action: 'sourceless', subject: 'src_2' })
    const all = await listAudit({ ctx, input: {} })
    assert.deepEqual(
      all.items.map(({ seq, actor }) => [seq, actor]),
      [
        [4, job],
        [3, ann],
        [2, job],
        [1, ann],
      ],
    )
    assert.deepEqual(await seqs(ctx, { actorId: 'usr_ann' }), [3, 1])
    assert.deepEqual(await seqs(ctx, { actorKind: 'job' }), [4, 2])
    assert.deepEqual(await seqs(ctx, { action: 'source.create' }), [1])
    assert.deepEqual(await seqs(ctx, { action: 'source.*' }), [2, 1])
    assert.deepEqual(await seqs(ctx, { action: 'source_x.*' }), [3])
    assert.deepEqual(await seqs(ctx, { action: 'source_.*' }), [])
    assert.deepEqual(await seqs(ctx, { subject: 'src_2' }), [4, 3])
    assert.deepEqual(await seqs(ctx, { requestId: 'req_2', actorId: 'job_1' }), [4])
    const from = new Date(Math.ceil(all.items[2]!.createdAt.getTime()) + 1)
    const times = all.items.map(({ createdAt }) => createdAt.getTime())
    const later = times.flatMap((time, index) => (time >= from.getTime() ? 4 - index : []))
    assert.deepEqual(await seqs(ctx, { from }), later)
    assert.equal((await seqs(ctx, { until: from })).length, 4 - later.length)
    assert.deepEqual(await seqs(ctx, { subject: `'; drop table x; --` }), [])
  })

  it('pages from new to old, and what is written meanwhile moves nothing', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 25)
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await listAudit({ ctx, input: { limit: 10, ...(cursor && { cursor }) } })
      seen.push(...page.items.map(({ seq }) => seq))
      cursor = page.nextCursor ?? undefined
      await writeMany(ctx, 3)
    } while (cursor)
    assert.deepEqual(
      seen,
      Array.from({ length: 25 }, (_, index) => 25 - index),
    )
  })

  it('refuses what is not its cursor or no action, and shows another workspace nothing', async () => {
    const ctx = contextOf(test.db)
    await writeMany(ctx, 2)
    const cursor = (await listAudit({ ctx, input: { limit: 1 } })).nextCursor!
    assert.deepEqual(await seqs(contextOf(test.db), { cursor }), [])
    await assert.rejects(seqs(ctx, { cursor: 'x' }), InvalidError)
    for (const action of ['%', '*', 'a.*.b', 'a b', '']) {
      await assert.rejects(seqs(ctx, { action }), /An action like/, action)
    }
    await assert.rejects(seqs(ctx, { subject: 'a\0b' }), /without the character NUL/)
    const reader = { ...ctx, permissions: new Set(['sources.read']) }
    await assert.rejects(seqs(reader), ForbiddenError)
  })
})
