import { eq, sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import { UnauthenticatedError } from '../../../platform/error.ts'
import { protocolCodes } from '../codes.ts'
import type { Directory } from '../scim-context.ts'
import { scimTokens } from '../tables.ts'
import { createScimTokenHash } from './token.ts'

/**
 * Whose directory asks, by its token. Asked of the database every time, so that a revoked token is
 * over at once.
 *
 * @throws UnauthenticatedError also when the workspace is deleted.
 */
export async function findDirectory(services: Services, request: Request): Promise<Directory> {
  const authorization = request.headers.get('authorization') ?? ''
  const token = /^Bearer +(galley_scim_[\w-]{43}) *$/i.exec(authorization)?.[1]
  if (token === undefined) throw refused()
  const hash = await createScimTokenHash(services)
  const { rows } = await services.db.system.execute<{
    id: string
    workspace_id: string
    is_due: boolean
  }>(sql`
    select tokens.id, tokens.workspace_id,
      coalesce(tokens.last_used_at < clock_timestamp() - interval '1 minute', true) as is_due
    from galley.scim_tokens tokens
    join galley.workspaces places
      on places.id = tokens.workspace_id and places.deleted_at is null
    where tokens.hash = ${hash(token)} and tokens.revoked_at is null
      and (tokens.expires_at is null or tokens.expires_at > clock_timestamp())`)
  const [found] = rows
  if (!found) throw refused()
  if (found.is_due) {
    await services.db.system
      .update(scimTokens)
      .set({ lastUsedAt: sql`clock_timestamp()` })
      .where(eq(scimTokens.id, found.id))
  }
  return { workspaceId: found.workspace_id, tokenId: found.id }
}

const refused = () => new UnauthenticatedError(protocolCodes.SCIM_TOKEN_INVALID)
