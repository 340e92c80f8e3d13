import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { readSessionToken, sessionSecret } from './session-cookie.ts'

/** The workspace whose identity provider vouched for the session of a request; null for none. */
export async function vouchingWorkspace(
  { db, secrets }: Pick<Services, 'db' | 'secrets'>,
  headers: Headers,
): Promise<string | null> {
  const key = utf8ToBytes(await sessionSecret(secrets))
  const token = readSessionToken(headers.get('cookie'), key)
  if (token === null) return null
  const { rows } = await db.system.execute<{ workspace_id: string | null }>(
    sql`select sso_workspace_id as workspace_id from galley.sessions where token = ${token}`,
  )
  return rows[0]?.workspace_id ?? null
}
