import { eq, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { startSession } from '../accounts/index.ts'
import { refusedAnswer } from './asserted.ts'
import type { Asserted } from './asserted.ts'
import type { ConnectionRow } from './connection.ts'
import { resolvePerson } from './resolve-person.ts'
import type { CameFrom } from './sso-context.ts'
import { ssoConnections } from './tables.ts'

/**
 * The connection that an answer is for, in a workspace that is in use.
 *
 * @throws UnauthenticatedError when it is switched off, unless it is only tried out.
 */
export async function usableConnection(
  { db }: Pick<Services, 'db'>,
  connectionId: string,
  options: { isTest?: boolean } = {},
): Promise<ConnectionRow> {
  const [row] = await db.system
    .select()
    .from(ssoConnections)
    .where(
      sql`${eq(ssoConnections.id, connectionId)} and exists (
        select from galley.workspaces w
        where w.id = ${ssoConnections.workspaceId} and w.deleted_at is null)`,
    )
  if (!row || !(row.isEnabled || options.isTest)) throw refusedAnswer('SSO_CONNECTION_GONE')
  return row
}

/**
 * Signs in whom a provider vouched for.
 *
 * @returns Whole `Set-Cookie` lines.
 * @throws UnauthenticatedError with one of `signInCodes`.
 */
export async function finishSignIn(
  services: Services,
  connection: ConnectionRow,
  asserted: Asserted,
  from: CameFrom,
): Promise<{ cookies: readonly string[] }> {
  const { userId } = await services.db.systemTransaction((tx) =>
    resolvePerson({ services, tx, connection, asserted, from }),
  )
  return startSession({
    services,
    input: {
      userId,
      clientAddress: from.clientAddress,
      userAgent: from.userAgent,
      method: `sso:${connection.id}`,
      ssoWorkspaceId: connection.workspaceId,
    },
  })
}
