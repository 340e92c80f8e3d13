import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { createPerson, join } from '../../../test/people.ts'
import type { Person } from '../../../test/people.ts'
import { createTestApp } from '../../../test/test-app.ts'
import type { TestApp } from '../../../test/test-app.ts'
import { createDatabase } from '../../platform/db/index.ts'
import { extendSessions } from '../accounts/index.ts'
import { createApiKey } from './api-key.ts'
import { createAuthenticator } from './authenticate.ts'
import { keyByHash } from './key-caller.ts'
import { newApiKey } from './key-format.ts'
import { sessionByToken } from './session-caller.ts'

let test: TestApp
let anna: Person
let queries = 0
before(async () => {
  test = await createTestApp({ hasWorker: false })
  anna = await createPerson(test)
  await join(test, anna, test.workspaceId, 'editor')
  const pool = test.database.db.system.$client
  const query = pool.query.bind(pool) as (...given: unknown[]) => unknown
  pool.query = ((...given: unknown[]) => {
    queries += 1
    return query(...given)
  }) as never
})
after(() => test.close())
beforeEach(() => {
  queries = 0
})

const execute = async <Row extends object>(statement: SQL) =>
  (await test.database.db.system.execute<Record<string, unknown>>(statement)).rows as Row[]
const freshKey = () =>
  test.database.db.systemTransaction((tx) =>
    createApiKey(tx, test.app.services, { workspaceId: test.workspaceId, name: 'Used' }),
  )
const withKey = (key: string) =>
  new Request('http://localhost/', { headers: { authorization: `Bearer ${key}` } })
const withCookie = (cookie: string) => new Request('http://localhost/', { headers: { cookie } })
const create = (services = test.app.services) =>
  createAuthenticator(services, (ids) => extendSessions(services.db, ids))

describe('finding out who calls', () => {
  it('takes one statement, and none for the next second', async () => {
    const authenticate = create()
    for (const request of [withKey(await freshKey()), withCookie(anna.cookie)]) {
      await authenticate(request) // also fetches the installation's key, once
      const other = create()
      queries = 0
      await Promise.all(Array.from({ length: 50 }, () => other(request)))
      assert.equal(queries, 1)
      await other(request)
      assert.equal(queries, 1)
    }
  })

  it('asks for each unknown key, and forgets nobody over them', async () => {
    const authenticate = create()
    const known = withKey(await freshKey())
    await authenticate(known)
    queries = 0
    for (let index = 0; index < 50; index++) {
      await assert.rejects(authenticate(withKey(newApiKey())), { code: 'credentials_invalid' })
    }
    assert.equal(queries, 50)
    await authenticate(known)
  })

  it('plans index scans only, once for each connection', async () => {
    await execute(sql`
      insert into galley.api_keys (id, workspace_id, name, hash, start, permissions)
      select 'key_' || n, 'ws_' || n % 100, 'n', md5(n::text), 's', '{*}' from generate_series(1, 3000) n`)
    await execute(sql`
      insert into galley.workspaces (id, name) select 'ws_' || n, 'n' from generate_series(0, 999) n`)
    await execute(sql`
      insert into galley.users (id, name, email) select 'usr_' || n, 'n', n || '@example.com'
      from generate_series(1, 3000) n`)
    await execute(sql`
      insert into galley.members (id, workspace_id, user_id, role, origin)
      select 'mem_' || n, 'ws_' || n % 100, 'usr_' || n, 'role_' || n, 'sso' from generate_series(1, 3000) n`)
    await execute(sql`
      insert into galley.roles (id, workspace_id, name, permissions)
      select 'role_' || n, 'ws_' || n % 100, 'n' || n, '{}' from generate_series(1, 3000) n`)
    await execute(sql`
      insert into galley.sessions (id, user_id, token, expires_at)
      select 'ses_' || n, 'usr_' || n, 't' || n, now() from generate_series(1, 3000) n`)
    await execute(
      sql`analyze galley.api_keys, galley.workspaces, galley.users, galley.members, galley.roles, galley.sessions`,
    )
    const client = await test.database.db.system.$client.connect()
    try {
      await client.query('set plan_cache_mode = force_generic_plan')
      for (const [{ text }, types, values] of [
        [keyByHash, '(text)', `('x')`],
        [sessionByToken, '(text, text)', `('x', null)`],
      ] as const) {
        await client.query(`prepare hot ${types} as ${text}`)
        const { rows } = await client.query(`explain execute hot ${values}`)
        const plan = rows.map((row: { 'QUERY PLAN': string }) => row['QUERY PLAN']).join('\n')
        assert.match(plan, /Index Scan/)
        assert.doesNotMatch(plan, /Seq Scan/, plan)
        await client.query('deallocate hot')
      }
    } finally {
      client.release(true)
    }
  })

  it('works where statements are not kept, as behind some poolers', async () => {
    const authenticate = create()
    const request = withKey(await freshKey())
    await authenticate(request)
    const pool = test.database.db.system.$client
    await Promise.all(
      Array.from({ length: pool.totalCount }, async () => {
        const client = await pool.connect()
        await client.query('deallocate all')
        client.release()
      }),
    )
    await sleep(1000)
    await authenticate(request)
    await sleep(1000)
    await authenticate(request)
  })

  it('lets a revoked key and a closed session in for a second at most, in every process', async () => {
    const databases = [0, 1].map(() => createDatabase({ url: test.database.url, poolSize: 2 }))
    const processes = databases.map((db) => create({ ...test.app.services, db }))
    const key = await freshKey()
    const ben = await createPerson(test)
    const requests = [withKey(key), withCookie(ben.cookie)]
    const stop = new AbortController()
    const traffic = processes.flatMap((authenticate) =>
      requests.map(async (request) => {
        while (!stop.signal.aborted) {
          await authenticate(request).catch(() => null)
          await sleep(5)
        }
      }),
    )
    const callers = await Promise.all(processes.map((authenticate) => authenticate(withKey(key))))
    await execute(
      sql`update galley.api_keys set revoked_at = now() where id = ${callers[0]!.actor.id}`,
    )
    await execute(sql`delete from galley.sessions where user_id = ${ben.userId}`)
    await sleep(1000)
    for (const authenticate of processes) {
      for (const request of requests) await assert.rejects(authenticate(request))
    }
    stop.abort()
    await Promise.all(traffic)
    await Promise.all(databases.map((db) => db.close()))
  })
})

describe('the last use', () => {
  const lastUsed = async (id: string) => {
    const [row] = await execute<{ at: string | null }>(
      sql`select last_used_at as at from galley.api_keys where id = ${id}`,
    )
    return row!.at
  }

  it('of many keys is written in one statement, and not again within a minute', async () => {
    const authenticate = create()
    const keys = await Promise.all(Array.from({ length: 20 }, freshKey))
    const ids = await Promise.all(
      keys.map(async (key) => (await authenticate(withKey(key))).actor.id),
    )
    assert.equal(await lastUsed(ids[0]!), null)
    queries = 0
    await authenticate.flush()
    assert.equal(queries, 1)
    const written = await Promise.all(ids.map(lastUsed))
    assert.ok(written.every(Boolean))

    const other = create()
    for (const key of keys) await other(withKey(key))
    queries = 0
    await other.flush()
    assert.equal(queries, 0)
    await execute(sql`update galley.api_keys set last_used_at = now() - interval '2 minutes'
      where id = ${ids[0]!}`)
    const third = create()
    for (const key of keys) await third(withKey(key))
    await Promise.all([third.flush(), third.flush()])
    assert.notEqual(await lastUsed(ids[0]!), written[0])
    assert.equal(await lastUsed(ids[1]!), written[1])
  })

  it('is written by one of the processes that saw it', async () => {
    const key = await freshKey()
    const [one, other] = [create(), create()]
    const { id } = (await one(withKey(key))).actor
    await other(withKey(key))
    await one.flush()
    const written = await lastUsed(id)
    assert.ok(written)
    await other.flush()
    assert.equal(await lastUsed(id), written)
  })

  it('of a session makes it last another 30 days, once a day; one that is over stays over', async () => {
    const carl = await createPerson(test)
    const read = async () => {
      const [row] = await execute<{ days: number }>(sql`
        select round(extract(epoch from expires_at - now()) / 86400)::int as days
        from galley.sessions where user_id = ${carl.userId}`)
      return row!.days
    }
    const use = async () => {
      const authenticate = create()
      await authenticate(withCookie(carl.cookie))
      await authenticate.flush()
    }
    await use()
    assert.equal(await read(), 0)
    await execute(sql`update galley.sessions set updated_at = now() - interval '25 hours'
      where user_id = ${carl.userId}`)
    const late = create()
    await late(withCookie(carl.cookie))
    await use()
    assert.equal(await read(), 30)
    await execute(sql`update galley.sessions
      set updated_at = now() - interval '25 hours', expires_at = now() where user_id = ${carl.userId}`)
    await late.flush()
    assert.equal(await read(), 0)
  })

  it('that cannot be written fails nobody', async () => {
    const warnings: string[] = []
    const logger = {
      ...test.app.services.logger,
      warn: (_: object, text: string) => void warnings.push(text),
    }
    const db = createDatabase({ url: test.database.url, poolSize: 2 })
    const authenticate = create({ ...test.app.services, db, logger })
    await authenticate(withKey(await freshKey()))
    await db.close()
    await authenticate.flush()
    assert.equal(warnings.length, 1)
  })

  it('is written when the app is closed', async () => {
    const client = await test.addKey({ name: 'Closing' })
    assert.equal((await client.call('GET', '/whoami')).status, 200)
    const [{ id }] = (await execute<{ id: string }>(
      sql`select id from galley.api_keys where name = 'Closing'`,
    )) as [{ id: string }]
    assert.equal(await lastUsed(id), null)
    await test.app.close()
    assert.ok(await lastUsed(id))
  })
})

describe('wrong credentials', () => {
  it('cost the address, at the API and at the door for agents alike', async () => {
    const limited = await createTestApp({
      hasWorker: false,
      environment: { GALLEY_RATE_LIMIT_PER_MINUTE: '4' },
    })
    const knock = (path: string) =>
      limited.app.fetch(
        new Request(`http://localhost:3000${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${newApiKey()}`, 'content-type': 'application/json' },
          body: '{}',
        }),
        { incoming: { socket: { remoteAddress: '203.0.113.9' } } },
      )
    const statuses = []
    for (const path of ['/mcp', '/mcp', '/api/v1/sources', '/mcp', '/mcp', '/api/v1/sources']) {
      statuses.push((await knock(path)).status)
    }
    assert.deepEqual(statuses, [401, 401, 401, 401, 429, 429])
    await limited.close()
  })
})
