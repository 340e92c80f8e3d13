import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { newId } from '../src/platform/id.ts'
import type { Role } from '../src/platform/permission.ts'
import { sessionSecret } from '../src/workspace/identity/index.ts'
import { askApi } from './test-app.ts'
import type { Answer, TestApp } from './test-app.ts'

/** Somebody who is signed in. */
export interface Person {
  userId: string
  name: string
  email: string
  /** The whole Cookie header. */
  cookie: string
  /** Asks as this person: in the workspace of `headers['galley-workspace']`, or their active one. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

type Host = Pick<TestApp, 'app' | 'database'>

/**
 * A person with a verified address and an open session, in no workspace: made by rows, as if they
 * had signed up long ago. `join` seats them.
 *
 * @example
 * const anna = await createPerson(test, { name: 'Anna Berg' })
 * await join(test, anna, test.workspaceId, 'editor')
 * await anna.call('GET', '/documents')
 */
export async function createPerson(
  test: Host,
  options: { name?: string; email?: string; isVerified?: boolean } = {},
): Promise<Person> {
  const userId = newId('usr')
  const name = options.name ?? 'Somebody'
  const email = (options.email ?? `${userId}@example.com`).toLowerCase()
  await test.database.db.system.execute(sql`
    insert into galley.users (id, name, email, email_verified)
    values (${userId}, ${name}, ${email}, ${options.isVerified ?? true})`)
  const cookie = await openSession(test, userId)
  const call: Person['call'] = (method, path, body, headers) =>
    askApi(test.app, method, path, body, { cookie, ...headers })
  return { userId, name, email, cookie, call }
}

/** Another session of somebody; answers its Cookie header. */
export async function openSession(
  test: Host,
  userId: string,
  options: { expiresInMs?: number } = {},
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(Date.now() + (options.expiresInMs ?? 3_600_000))
  await test.database.db.system.execute(sql`
    insert into galley.sessions (id, user_id, token, expires_at)
    values (${newId('ses')}, ${userId}, ${token}, ${expiresAt.toISOString()})`)
  const secret = await sessionSecret(test.app.services.secrets)
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `galley.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}

/** Seats somebody in a workspace, by row; answers the id of the membership. */
export async function join(
  test: Pick<TestApp, 'database'>,
  person: Pick<Person, 'userId'>,
  workspaceId: string,
  /** A built-in role, or the id of a custom one. */
  role: Role | `role_${string}`,
  projectIds: readonly string[] | null = null,
): Promise<string> {
  const id = newId('mem')
  const narrowed = projectIds && sql.param([...projectIds])
  await test.database.db.system.execute(sql`
    insert into galley.members (id, workspace_id, user_id, role, project_ids, origin)
    values (${id}, ${workspaceId}, ${person.userId}, ${role}, ${narrowed}, 'invitation')`)
  return id
}
