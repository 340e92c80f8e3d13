import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { InvalidError, UnavailableError } from '../error.ts'
import { newId } from '../id.ts'
import { eventCursors } from '../events/tables.ts'
import { createDatabase } from './database.ts'
import { APP_ROLE } from './schema.ts'
import { createTestDatabase } from './testing.ts'
import type { TestDatabase } from './testing.ts'

describe('database', () => {
  let test: TestDatabase
  before(async () => {
    test = await createTestDatabase()
  })
  after(() => test.close())

  it('shows a workspace its own rows only, even when the query names no workspace', async () => {
    const [mine, theirs] = [newId('ws'), newId('ws')]
    for (const workspaceId of [mine, theirs]) {
      await test.db.tenant(workspaceId, (tx) =>
        tx.insert(eventCursors).values({ workspaceId, seq: 1 }),
      )
    }
    const rows = await test.db.tenant(mine, (tx) => tx.select().from(eventCursors))
    assert.deepEqual(rows, [{ workspaceId: mine, seq: 1 }])
  })

  it("refuses a write into another workspace's rows", async () => {
    const [mine, theirs] = [newId('ws'), newId('ws')]
    await assert.rejects(
      test.db.tenant(mine, (tx) => tx.insert(eventCursors).values({ workspaceId: theirs, seq: 1 })),
      (error: Error) => /row-level security/.test(String(error.cause)),
    )
    await test.db.tenant(theirs, (tx) =>
      tx.insert(eventCursors).values({ workspaceId: theirs, seq: 5 }),
    )
    await test.db.tenant(mine, (tx) =>
      tx.update(eventCursors).set({ seq: 9 }).where(eq(eventCursors.workspaceId, theirs)),
    )
    const [row] = await test.db.system
      .select()
      .from(eventCursors)
      .where(eq(eventCursors.workspaceId, theirs))
    assert.equal(row?.seq, 5)
  })

  it('runs request work as a role that cannot get around the policies', async () => {
    const { rows } = await test.db.tenant(newId('ws'), (tx) =>
      tx.execute<{ name: string; rolsuper: boolean; rolbypassrls: boolean }>(
        sql`select current_user as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user`,
      ),
    )
    assert.deepEqual(rows[0], { name: 'galley_app', rolsuper: false, rolbypassrls: false })
  })

  it('has a policy on every table, or keeps it from the role that serves requests', async () => {
    const { rows } = await test.db.system.execute<{ name: string; isSafe: boolean }>(sql`
      select c.relname as name,
             (c.relrowsecurity and exists (
               select from pg_policies p where p.schemaname = 'galley' and p.tablename = c.relname))
             or not has_table_privilege('galley_app', c.oid, 'select, insert, update, delete') as "isSafe"
      from pg_class c where c.relnamespace = 'galley'::regnamespace and c.relkind in ('r', 'p')
      order by 1`)
    assert.ok(rows.length > 12)
    assert.deepEqual(
      rows.filter((row) => !row.isSafe).map((row) => row.name),
      [],
    )
  })

  it('rolls back, and keeps the connection usable, when the work throws', async () => {
    const workspaceId = newId('ws')
    await assert.rejects(
      test.db.tenant(workspaceId, async (tx) => {
        await tx.insert(eventCursors).values({ workspaceId, seq: 1 })
        throw new Error('no')
      }),
      /no/,
    )
    const rows = await test.db.tenant(workspaceId, (tx) => tx.select().from(eventCursors))
    assert.deepEqual(rows, [])
  })

  it('refuses to call saved what a swallowed error has undone', async () => {
    const workspaceId = newId('ws')
    const work = test.db.tenant(workspaceId, async (tx) => {
      await tx.insert(eventCursors).values({ workspaceId, seq: 1 })
      await tx.execute(sql`select 1 / 0`).catch(() => undefined)
      return 'saved'
    })
    await assert.rejects(work, /nothing was saved/)
    assert.deepEqual(await test.db.tenant(workspaceId, (tx) => tx.select().from(eventCursors)), [])
  })

  it('binds request work also when DATABASE_URL brings options of its own', async () => {
    const url = new URL(test.url)
    url.searchParams.set('options', '-c statement_timeout=5000')
    const db = createDatabase({ url: url.href })
    const { rows } = await db.tenant(newId('ws'), (tx) =>
      tx.execute<{ name: string }>(sql`select current_user as name`),
    )
    await db.close()
    assert.equal(rows[0]!.name, APP_ROLE)
  })

  it('takes no workspace id that could break out of its statement', () => {
    assert.throws(() => test.db.tenant("ws_'; drop table x; --", async () => 1), TypeError)
  })

  it('says that it is unavailable when all connections stay in use, instead of waiting for ever', async () => {
    const db = createDatabase({ url: test.url, poolSize: 1, patienceMs: 100 })
    const nested = db.tenant(newId('ws'), () => db.tenant(newId('ws'), async () => 'never'))
    await assert.rejects(nested, (error: unknown) => {
      assert.ok(error instanceof UnavailableError)
      return error.code === 'database_unavailable'
    })
    assert.equal(await db.tenant(newId('ws'), async () => 'still usable'), 'still usable')
    await db.close()
  })

  it('says that it is unavailable when nobody is there, and when it goes in the middle', async () => {
    const away = createDatabase({ url: 'postgres://x:y@127.0.0.1:1/z', patienceMs: 50 })
    await assert.rejects(
      away.tenant(newId('ws'), async () => 1),
      UnavailableError,
    )
    await away.close()
    const cut = test.db.tenant(newId('ws'), async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await test.db.system.execute(sql`select pg_terminate_backend(${rows[0]!.pid})`)
      await tx.execute(sql`select 1`)
    })
    await assert.rejects(cut, UnavailableError)
    assert.equal(await test.db.tenant(newId('ws'), async () => 'again'), 'again')
  })

  it('binds a routine that is called in one round trip, and only that', async () => {
    const db = createDatabase({ url: test.url, poolSize: 1 })
    await test.db.system.execute(sql`
      create function galley.show_cursors(p_fails boolean default false) returns jsonb
      language plpgsql as $$ begin
        if p_fails then raise exception 'on purpose'; end if;
        return jsonb_build_object('user', current_user, 'rows',
          (select coalesce(jsonb_agg(seq), '[]') from galley.event_cursors));
      end $$`)
    const [mine, theirs] = [newId('ws'), newId('ws')]
    for (const [workspaceId, seq] of [
      [mine, 1],
      [theirs, 2],
    ] as const) {
      await db.tenant(workspaceId, (tx) => tx.insert(eventCursors).values({ workspaceId, seq }))
    }
    // One connection for all, so that a plan or a setting that outlives its call would show.
    for (const [workspaceId, seq] of [
      [mine, 1],
      [theirs, 2],
      [mine, 1],
    ] as const) {
      const seen = await db.tenantCall(workspaceId, sql`galley.show_cursors()`)
      assert.deepEqual(seen, { user: APP_ROLE, rows: [seq] })
      await assert.rejects(db.tenantCall(workspaceId, sql`galley.show_cursors(true)`))
      assert.deepEqual(await db.tenant(mine, (tx) => tx.$count(eventCursors)), 1)
    }
    const empty = await db.tenantCall(newId('ws'), sql`galley.show_cursors()`)
    assert.deepEqual(empty, { user: APP_ROLE, rows: [] })
    await db.close()
  })

  it("leaves the work's own errors as they are", async () => {
    const mistake = new InvalidError({ code: 'x', message: 'x' })
    const work = test.db.tenant(newId('ws'), async () => {
      throw mistake
    })
    await assert.rejects(work, (error) => error === mistake)
  })

  it('hears notifications', async () => {
    const heard = Promise.withResolvers<string | null>()
    await test.db.listen('galley_test', (payload) => heard.resolve(payload))
    await test.db.system.execute(sql`select pg_notify('galley_test', 'hello')`)
    assert.equal(await heard.promise, 'hello')
  })
})
