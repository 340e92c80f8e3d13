import type { Services } from '../../platform/context.ts'
import { ForbiddenError, UnauthenticatedError } from '../../platform/error.ts'
import type { Caller } from '../../platform/http/index.ts'
import type { Ask } from './ask.ts'
import { identityCodes } from './codes.ts'
import type { LastUsed } from './last-used.ts'
import { keyPermissions, narrower, seatPermissions } from './seat.ts'
import type { Seat } from './seat.ts'

/** One row by a unique index; the seat is looked up only for a person's own key. */
export const keyByHash = {
  name: 'galley_key_by_hash',
  text: `
    select k.id, k.name, k.permissions, k.project_ids as key_project_ids, k.user_id, k.workspace_id,
           m.role, r.permissions as role_permissions, m.project_ids,
           k.user_id is not null and w.sso_enforced and not k.is_vouched and m.role <> 'owner'
             as needs_sso,
           coalesce(k.last_used_at < clock_timestamp() - interval '1 minute', true) as is_use_due
    from galley.api_keys k
    join galley.workspaces w on w.id = k.workspace_id and w.deleted_at is null
    left join galley.members m
      on m.workspace_id = k.workspace_id and m.user_id = k.user_id and m.is_active
        and m.created_at <= k.created_at
    left join galley.roles r on r.id = m.role and r.workspace_id = m.workspace_id
    where k.hash = $1 and k.revoked_at is null
      and (k.expires_at is null or k.expires_at > clock_timestamp())`,
}

interface KeyRow extends Seat {
  id: string
  name: string
  permissions: string[]
  key_project_ids: string[] | null
  user_id: string | null
  needs_sso: boolean | null
  is_use_due: boolean
}

/**
 * Who has the key with this hash.
 *
 * @throws UnauthenticatedError; ForbiddenError for a person's own key that nobody vouched for, where
 * the identity provider's word is needed: it would be a way past it.
 */
export async function callerOfKey(
  { permissionCatalogue }: Pick<Services, 'permissionCatalogue'>,
  ask: Ask,
  lastUsed: LastUsed,
  hash: string,
): Promise<Caller> {
  const found = await ask<KeyRow>(keyByHash, [hash])
  // A person's own key ends with their membership; one that begins later has none.
  if (!found || (found.user_id !== null && found.role === null)) {
    throw new UnauthenticatedError(identityCodes.CREDENTIALS_INVALID)
  }
  if (found.needs_sso) throw new ForbiddenError(identityCodes.SSO_REQUIRED)
  const { id, name } = found
  if (found.is_use_due) lastUsed.noteKey(id)
  const held = found.user_id === null ? null : seatPermissions(permissionCatalogue, found)
  const projectIds = narrower(found.key_project_ids, found.project_ids)
  return {
    workspaceId: found.workspace_id!,
    actor: { kind: 'api_key', id, name },
    permissions: keyPermissions(permissionCatalogue, found.permissions, held),
    ...(projectIds && { projectIds }),
    principal: `api_key:${id}`,
  }
}
