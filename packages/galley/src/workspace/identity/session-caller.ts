import type { Services } from '../../platform/context.ts'
import { ForbiddenError, UnauthenticatedError } from '../../platform/error.ts'
import type { Caller } from '../../platform/http/index.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import type { Ask } from './ask.ts'
import { identityCodes } from './codes.ts'
import type { LastUsed } from './last-used.ts'
import { seatPermissions } from './seat.ts'
import type { Seat } from './seat.ts'

/**
 * The session by a unique index, and the seat that is wanted, or active, or the oldest. What the
 * identity provider of a workspace vouches for, counts in that workspace only: its administrators
 * must not be able to send people into other ones, or into accounts that are more than a seat there.
 */
export const sessionByToken = {
  name: 'galley_session_by_token',
  text: `
    select s.id, u.id as user_id, u.name, seat.workspace_id, seat.role, seat.role_permissions,
           seat.project_ids,
           seat.sso_enforced and seat.role <> 'owner'
             and s.sso_workspace_id is distinct from seat.workspace_id as needs_sso,
           s.updated_at < clock_timestamp() - interval '1 day' as is_use_due,
           s.sso_workspace_id as vouched_by
    from galley.sessions s
    join galley.users u on u.id = s.user_id
    left join lateral (
      select m.workspace_id, m.role, m.project_ids, r.permissions as role_permissions,
             w.sso_enforced
      from galley.members m
      join galley.workspaces w on w.id = m.workspace_id and w.deleted_at is null
      left join galley.roles r on r.id = m.role and r.workspace_id = m.workspace_id
      where m.user_id = s.user_id and m.is_active and ($2::text is null or m.workspace_id = $2)
        and (s.sso_workspace_id is null or m.workspace_id = s.sso_workspace_id)
      order by (m.workspace_id = s.active_workspace_id) desc nulls last, m.created_at, m.id
      limit 1
    ) seat on true
    where s.token = $1 and s.expires_at > clock_timestamp()`,
}

/** Is somebody's account more than their seat in that workspace? Asked of vouched sessions only. */
const accountBeyond = {
  name: 'galley_account_beyond',
  text: `
    select exists (select from galley.credentials where user_id = $1)
        or exists (select from galley.passkeys where user_id = $1)
        or exists (select from galley.members where user_id = $1 and workspace_id <> $2) as is_more`,
}

interface SessionRow extends Seat {
  id: string
  user_id: string
  name: string
  needs_sso: boolean | null
  is_use_due: boolean
  vouched_by: string | null
}

/**
 * Who has the session with this token; `wanted` is the workspace that they name.
 *
 * @throws UnauthenticatedError when it is over; ForbiddenError when they do not reach `wanted`.
 */
export async function callerOfSession(
  { permissionCatalogue }: Pick<Services, 'permissionCatalogue'>,
  ask: Ask,
  lastUsed: LastUsed,
  { token, wanted }: { token: string; wanted: string | null },
): Promise<Caller> {
  const found = await ask<SessionRow>(sessionByToken, [token, wanted])
  if (!found) throw new UnauthenticatedError(identityCodes.SESSION_ENDED)
  if (wanted !== null && found.workspace_id === null) {
    throw new ForbiddenError(identityCodes.WORKSPACE_FORBIDDEN)
  }
  if (wanted !== null && found.needs_sso) throw new ForbiddenError(identityCodes.SSO_REQUIRED)
  if (found.is_use_due) lastUsed.noteSession(found.id)
  const beyond =
    found.vouched_by !== null &&
    (await ask<{ is_more: boolean }>(accountBeyond, [found.user_id, found.vouched_by]))
  const hasAccount = !beyond || !beyond.is_more
  // Who has yet to come through the identity provider has their account, and nothing there.
  const isSeated = found.workspace_id !== null && !found.needs_sso
  return {
    workspaceId: isSeated ? found.workspace_id! : '',
    actor: { kind: 'user', id: found.user_id, name: found.name },
    permissions: new Set([
      ...(isSeated ? seatPermissions(permissionCatalogue, found) : []),
      ...(hasAccount ? [ACCOUNT] : []),
    ]),
    ...(isSeated && found.project_ids && { projectIds: found.project_ids }),
    ...(found.needs_sso && { noWorkspace: identityCodes.SSO_REQUIRED }),
    ...(!hasAccount && { noAccount: identityCodes.ACCOUNT_OUT_OF_REACH }),
    principal: `user:${found.user_id}`,
  }
}
