import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { createTestDatabase } from '../../platform/db/testing.ts'
import type { TestDatabase } from '../../platform/db/testing.ts'
import { defineEvent, emit } from '../../platform/event.ts'
import { newId } from '../../platform/id.ts'
import { withTransaction } from '../../platform/verb.ts'
import { audit } from './audit.ts'
import { contextOf, write, writeMany } from './audit.fixture.ts'
import { auditRoutines } from './routines.ts'
import { auditEntries, GENESIS } from './tables.ts'
import { verifyAudit } from './verify-audit.ts'

const counted = defineEvent({
  type: 'thing.counted',
  summary: 'A thing was counted.',
  data: z.object({ number: z.int() }),
})

const numbersTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('the audit log', () => {
  let test: TestDatabase
  before(async () => {
    test = await createTestDatabase()
  })
  after(() => test.close())

  const read = (ctx: Context) =>
    test.db.tenant(ctx.workspaceId, (tx) =>
      tx.select().from(auditEntries).orderBy(asc(auditEntries.seq)),
    )
  const verify = (ctx: Context) => verifyAudit({ ctx, input: {} })

  it('says by whom, from where, on what, and carries the hash of the entry before', async () => {
    const ctx = contextOf(test.db)
    await write(ctx, { action: 'thing.rename', before: { name: 'a' }, after: { name: 'b' } })
    await write({ ...ctx, clientAddress: undefined } as unknown as Context)
    const [first, second] = await read(ctx)
    assert.deepEqual(
      { ...first, id: '', createdAt: '', hash: '' },
      {
        id: '',
        workspaceId: ctx.workspaceId,
        seq: 1,
        createdAt: '',
        actor: { kind: 'api_key', id: 'key_test', name: 'Test' },
        actorId: 'key_test',
        clientAddress: '192.0.2.7',
        action: 'thing.rename',
        subject: 'thing_1',
        requestId: 'req_test',
        before: { name: 'a' },
        after: { name: 'b' },
        previousHash: GENESIS,
        hash: '',
      },
    )
    assert.match(first!.hash!, /^[0-9a-f]{64}$/)
    assert.deepEqual([second!.seq, second!.previousHash], [2, first!.hash])
    assert.deepEqual([second!.clientAddress, second!.before, second!.after], [null, null, null])
  })

  it('has no gaps and one chain, however many write at once and whatever is undone', async () => {
    const ctx = contextOf(test.db)
    await Promise.all(
      numbersTo(60).map((number) =>
        withTransaction(ctx, async (tx) => {
          emit(tx, ctx, counted, 'thing', { number }) // asked for first, written second
          await audit(tx, ctx, { action: 'thing.count', subject: `thing_${number}` })
          if (number % 6 === 0) throw new Error('undone')
        }).catch(() => undefined),
      ),
    )
    const entries = await read(ctx)
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      numbersTo(50),
    )
    assert.ok(entries.every(({ subject }) => Number(subject.slice(6)) % 6 !== 0))
    const verification = await verify(ctx)
    assert.deepEqual([verification.isIntact, verification.entries], [true, 50])
    assert.equal(verification.headHash, entries.at(-1)!.hash)
  })

  it('keeps nobody waiting while a verb works, and no other workspace ever', async () => {
    const mine = contextOf(test.db)
    const theirs = contextOf(test.db)
    await write(mine)
    await withTransaction(mine, async (tx) => {
      await audit(tx, mine, { action: 'thing.slow', subject: 'thing_1' })
      await write(mine, { action: 'thing.quick' })
    })
    const actions = (await read(mine)).map(({ action }) => action)
    assert.deepEqual(actions, ['thing.create', 'thing.quick', 'thing.slow'])
    await test.db.systemTransaction(async (tx) => {
      await audit(tx, mine, { action: 'thing.held', subject: 'thing_1' })
      await write(theirs)
    })
    assert.deepEqual([(await read(mine)).length, (await read(theirs)).length], [4, 1])
  })

  it('is written in the transactions of the owner, of jobs and of tests too', async () => {
    const ctx = contextOf(test.db)
    await test.db.systemTransaction((tx) => audit(tx, ctx, { action: 'a.b', subject: 'one' }))
    await test.db.tenant(ctx.workspaceId, (tx) => audit(tx, ctx, { action: 'a.b', subject: 'two' }))
    await write(ctx, { subject: 'three' })
    const undone = test.db.tenant(ctx.workspaceId, async (tx) => {
      await audit(tx, ctx, { action: 'a.b', subject: 'never' })
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    const subjects = (await read(ctx)).map(({ subject }) => subject)
    assert.deepEqual(subjects, ['one', 'two', 'three'])
    assert.equal((await verify(ctx)).isIntact, true)
  })

  it('refuses a record for a transaction that has ended', async () => {
    const ctx = contextOf(test.db)
    const ended = await withTransaction(ctx, async (tx) => tx)
    await assert.rejects(audit(ended, ctx, { action: 'a.b', subject: 'x' }), TypeError)
    const broken = Promise.withResolvers<Parameters<typeof audit>[0]>()
    await withTransaction(ctx, async (tx) => {
      broken.resolve(tx)
      throw new Error('undone')
    }).catch(() => undefined)
    await assert.rejects(
      audit(await broken.promise, ctx, { action: 'a.b', subject: 'x' }),
      TypeError,
    )
    assert.deepEqual(await read(ctx), [])
  })

  it('keeps whatever characters a record has, as far as the database can', async () => {
    const ctx = contextOf(test.db)
    const text = `'; drop table galley.audit_entries; -- $1 \\u0041 "ß" 🪱 {`
    await write(ctx, { subject: 'nul\0 half\ud83e', after: { text, 'nul\0': 'x\0y' } })
    const [entry] = await read(ctx)
    assert.equal(entry!.subject, 'nul\ufffd half\ufffd')
    assert.deepEqual(entry!.after, { text, 'nul\ufffd': 'x\ufffdy' })
    assert.equal((await verify(ctx)).isIntact, true)
  })

  it('cannot be changed, shortened or extended by the role that serves requests', async () => {
    const mine = contextOf(test.db)
    const theirs = contextOf(test.db)
    await writeMany(mine, 3)
    await write(theirs)
    const forged = JSON.stringify([{ id: newId('aud'), action: 'a.b', subject: 'x' }])
    const append = (workspaceId: string) =>
      sql`select galley.append_audit(${workspaceId}, ${forged}::jsonb)`
    const attempts = {
      update: sql`update galley.audit_entries set action = 'x'`,
      delete: sql`delete from galley.audit_entries`,
      truncate: sql`truncate galley.audit_entries`,
      insert: sql`insert into galley.audit_entries (id, workspace_id, actor, action, subject, request_id)
                  values ('aud_x', ${mine.workspaceId}, '{}', 'a.b', 'x', 'r')`,
      'move the head': sql`update galley.audit_heads set seq = 1`,
      'drop the head': sql`delete from galley.audit_heads`,
      'make a head': sql`insert into galley.audit_heads (workspace_id) values (${newId('ws')})`,
      prune: sql`select galley.prune_audit(${mine.workspaceId}, now(), 9, '{}')`,
      'write elsewhere': append(theirs.workspaceId),
    }
    for (const [name, attempt] of Object.entries(attempts)) {
      await assert.rejects(
        test.db.tenant(mine.workspaceId, (tx) => tx.execute(attempt)),
        (error: Error) => (error.cause as { code?: string }).code === '42501',
        name,
      )
    }
    const noWorkspace = sql`select set_config('role', 'galley_app', true)`
    const nobody = test.db.systemTransaction(async (tx) => {
      await tx.execute(noWorkspace)
      await tx.execute(append(mine.workspaceId))
    })
    await assert.rejects(nobody, (error: Error) => /own workspace/.test(String(error.cause)))
    assert.deepEqual(
      [await verify(mine), await verify(theirs)].map(({ isIntact, entries }) => [
        isIntact,
        entries,
      ]),
      [
        [true, 3],
        [true, 1],
      ],
    )
  })

  it('lets no caller choose the number, time or hash of an entry', async () => {
    const ctx = contextOf(test.db)
    const forged = [
      {
        id: newId('aud'),
        workspace_id: newId('ws'),
        seq: 77,
        created_at: '1999-01-01T00:00:00Z',
        hash: 'x',
        previous_hash: 'x',
        actor: ctx.actor,
        action: 'a.b',
        subject: 'x',
        request_id: 'r',
      },
    ]
    await test.db.tenantCall(
      ctx.workspaceId,
      sql`galley.append_audit(${ctx.workspaceId}, ${JSON.stringify(forged)}::jsonb)`,
    )
    const [entry] = await read(ctx)
    assert.deepEqual([entry!.seq, entry!.previousHash], [1, GENESIS])
    assert.ok(entry!.createdAt.getTime() > Date.now() - 60_000)
    assert.equal((await verify(ctx)).isIntact, true)
  })

  it('takes the history from before there was a chain in, once, and goes on behind it', async () => {
    const workspaces = [contextOf(test.db), contextOf(test.db)]
    const ids = numbersTo(6).map(() => newId('aud'))
    await test.db.systemTransaction(async (tx) => {
      for (const [index, id] of ids.toReversed().entries()) {
        await tx.insert(auditEntries).values({
          id,
          workspaceId: workspaces[index % 2]!.workspaceId,
          actor: { kind: 'system', id: 'old' },
          action: 'thing.create',
          subject: 'thing',
          requestId: 'r',
        })
      }
      await tx.execute(sql.raw(auditRoutines))
    })
    await test.db.systemTransaction((tx) => tx.execute(sql.raw(auditRoutines)))
    for (const [index, ctx] of workspaces.entries()) {
      await write(ctx)
      const entries = await read(ctx)
      assert.deepEqual(
        entries.map(({ seq }) => seq),
        [1, 2, 3, 4],
      )
      const old = ids.filter((_, place) => place % 2 === 1 - index)
      assert.deepEqual(
        entries.slice(0, 3).map(({ id }) => id),
        old,
      )
      assert.deepEqual((await verify(ctx)).isIntact, true)
    }
    const open = await test.db.system.$count(auditEntries, sql`${auditEntries.seq} is null`)
    assert.equal(open, 0)
  })

  it('shows a workspace nothing of another', async () => {
    const [mine, theirs] = [contextOf(test.db), contextOf(test.db)]
    await write(mine)
    const rows = await test.db.tenant(theirs.workspaceId, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.workspaceId, mine.workspaceId)),
    )
    assert.deepEqual(rows, [])
    const verification = await verify(theirs)
    assert.deepEqual(
      [verification.isIntact, verification.entries, verification.headHash],
      [true, 0, GENESIS],
    )
  })
})
