/**
 * What finding out who calls costs, without the memory: against one bare select by the same index,
 * on the same PostgreSQL and driver. One caller after the other, and twenty at a time.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Services } from '../../packages/galley/src/platform/context.ts'
import { createTestApp } from '../../packages/galley/test/test-app.ts'
import { createPerson, join } from '../../packages/galley/test/people.ts'
import { getAuth } from '../../packages/galley/src/workspace/accounts/auth.ts'
import { createApiKey } from '../../packages/galley/src/workspace/identity/api-key.ts'
import { createAsk } from '../../packages/galley/src/workspace/identity/ask.ts'
import { createAuthenticator } from '../../packages/galley/src/workspace/identity/authenticate.ts'
import { createTokenHash } from '../../packages/galley/src/workspace/identity/hash.ts'
import { callerOfKey } from '../../packages/galley/src/workspace/identity/key-caller.ts'
import { isApiKey } from '../../packages/galley/src/workspace/identity/key-format.ts'
import { createLastUsed } from '../../packages/galley/src/workspace/identity/last-used.ts'
import { callerOfSession } from '../../packages/galley/src/workspace/identity/session-caller.ts'
import {
  readSessionToken,
  sessionSecret,
} from '../../packages/galley/src/workspace/identity/session-cookie.ts'

const ROWS = 20_000

/** One way of finding out, once. */
export type Contestant = () => Promise<unknown>

export interface Setting {
  contestants: Map<string, Contestant>
  /** Statements that the database has been sent so far. */
  queries(): number
  close(): Promise<void>
}

/** A workspace among many, with a key and a session among many. */
export async function openSetting(): Promise<Setting> {
  const test = await createTestApp({ hasWorker: false })
  const { services } = test.app
  await fill(services)
  const anna = await createPerson(test)
  await join(test, anna, test.workspaceId, 'editor')
  const newKey = (userId: string | null) =>
    services.db.systemTransaction((tx) =>
      createApiKey(tx, services, { workspaceId: test.workspaceId, name: 'Bench', userId }),
    )
  const [key, ownKey] = [await newKey(null), await newKey(anna.userId)]

  const pool = services.db.system.$client
  let queries = 0
  const query = pool.query.bind(pool) as (...given: unknown[]) => unknown
  pool.query = ((...given: unknown[]) => {
    queries += 1
    return query(...given)
  }) as never

  const hash = await createTokenHash(services.secrets, 'api_keys')
  const secret = new TextEncoder().encode(await sessionSecret(services.secrets))
  const ask = createAsk(services)
  const lastUsed = createLastUsed(services, async () => undefined)
  const byKey = (given: string) => async () => {
    if (!isApiKey(given)) throw new Error('not a key')
    return callerOfKey(services, ask, lastUsed, hash(given))
  }
  const keyHash = hash(key)
  const token = readSessionToken(anna.cookie, secret)!
  const request = (headers: Record<string, string>) => new Request('http://localhost/', { headers })
  const remembering = createAuthenticator(services)
  const auth = await getAuth(services)
  const headers = new Headers({ cookie: anna.cookie })

  const bareKey = `select id, workspace_id, permissions from galley.api_keys where hash = $1`
  const bareSession = `select id, user_id, expires_at from galley.sessions where token = $1`
  const contestants = new Map<string, Contestant>([
    ['key: bare select', () => pool.query(bareKey, [keyHash])],
    [
      'key: bare select, prepared',
      () => pool.query({ name: 'bare_key', text: bareKey, values: [keyHash] }),
    ],
    ['key: galley, no memory', byKey(key)],
    ["key: galley, a person's own, no memory", byKey(ownKey)],
    ['key: galley', () => remembering(request({ authorization: `Bearer ${key}` }))],
    ['session: bare select', () => pool.query(bareSession, [token])],
    [
      'session: bare select, prepared',
      () => pool.query({ name: 'bare_session', text: bareSession, values: [token] }),
    ],
    [
      'session: galley, no memory',
      async () => {
        const read = readSessionToken(anna.cookie, secret)!
        return callerOfSession(services, ask, lastUsed, { token: read, wanted: null })
      },
    ],
    ['session: galley', () => remembering(request({ cookie: anna.cookie }))],
    [
      'session: better-auth getSession',
      async () => {
        const found = await auth.api.getSession({ headers })
        if (!found) throw new Error('better-auth does not know the session')
        return found
      },
    ],
  ])
  return { contestants, queries: () => queries, close: test.close }
}

async function fill({ db }: Services): Promise<void> {
  const salt = randomBytes(8).toString('hex')
  const digest = createHmac('sha256', salt).update('bench').digest('hex')
  await db.system.execute(sql`
    insert into galley.workspaces (id, name) select 'ws_' || n, 'w' from generate_series(1, ${ROWS / 20}) n`)
  await db.system.execute(sql`
    insert into galley.users (id, name, email)
    select 'usr_' || n, 'u', n || '@example.com' from generate_series(1, ${ROWS}) n`)
  await db.system.execute(sql`
    insert into galley.members (id, workspace_id, user_id, role, origin)
    select 'mem_' || n, 'ws_' || 1 + n % ${ROWS / 20}, 'usr_' || n, 'editor', 'founder'
    from generate_series(1, ${ROWS}) n`)
  await db.system.execute(sql`
    insert into galley.sessions (id, user_id, token, expires_at)
    select 'ses_' || n, 'usr_' || n, md5(${digest} || n), now() + interval '1 day'
    from generate_series(1, ${ROWS}) n`)
  await db.system.execute(sql`
    insert into galley.api_keys (id, workspace_id, name, hash, hash_version, start, permissions)
    select 'key_' || n, 'ws_' || 1 + n % ${ROWS / 20}, 'k',
           encode(sha256((${digest} || n)::bytea), 'hex'), 2, 'galley_sk_', '{*}'
    from generate_series(1, ${ROWS}) n`)
  await db.system.execute(
    sql`analyze galley.workspaces, galley.users, galley.members, galley.sessions, galley.api_keys`,
  )
}
