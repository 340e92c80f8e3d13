import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { insist } from '../../platform/db/index.ts'
import { ForbiddenError, UnauthenticatedError } from '../../platform/error.ts'
import type { Caller } from '../../platform/http/index.ts'
import { ACCOUNT, permissionsOf, roles } from '../../platform/permission.ts'
import type { Role } from '../../platform/permission.ts'
import { API_KEY_HASH } from './api-key.ts'
import { identityCodes } from './codes.ts'
import { createTokenHash } from './hash.ts'
import type { HashToken } from './hash.ts'
import { createMemory } from './memory.ts'
import { readSessionToken, sessionSecret } from './session-cookie.ts'

/** Which workspace a signed-in person means; without it, the one that they last switched to. */
export const WORKSPACE_HEADER = 'galley-workspace'

/**
 * Makes the function that finds out who is calling: by API key, or by the cookie of a session. One
 * indexed statement for credentials that were not seen for a second, and none for those that were:
 * so a revoked key or session works for a second at most, on every process.
 *
 * @throws UnauthenticatedError for credentials that are missing, unknown, revoked or expired;
 * ForbiddenError when they do not reach the workspace that is named.
 * @example
 * const authenticate = await createAuthenticator(services)
 * const { workspaceId, permissions } = await authenticate(request)
 */
export function createAuthenticator(
  services: Pick<Services, 'db' | 'secrets' | 'permissionCatalogue'>,
): (request: Request) => Promise<Caller> {
  const memory = createMemory<Caller>()
  let hashing: Promise<HashToken> | undefined
  let signing: Promise<Uint8Array> | undefined

  return async ({ headers }) => {
    const wanted = headers.get(WORKSPACE_HEADER)
    const authorization = headers.get('authorization')
    if (authorization !== null) {
      const key = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
      if (!key) throw new UnauthenticatedError(identityCodes.CREDENTIALS_INVALID)
      hashing ??= createTokenHash(services.secrets, API_KEY_HASH)
      const hash = (await hashing)(key)
      const caller = await memory.recall(hash, () => callerOfKey(services, hash))
      if (wanted !== null && wanted !== caller.workspaceId) {
        throw new ForbiddenError(identityCodes.WORKSPACE_FORBIDDEN)
      }
      return caller
    }
    signing ??= sessionSecret(services.secrets).then(utf8ToBytes)
    const token = readSessionToken(headers.get('cookie'), await signing)
    if (token === null) throw new UnauthenticatedError(identityCodes.CREDENTIALS_MISSING)
    return memory.recall(`${token} ${wanted ?? ''}`, () => callerOfSession(services, token, wanted))
  }
}

type Asked = Pick<Services, 'db' | 'permissionCatalogue'>

interface Seat {
  workspace_id: string | null
  role: string | null
  role_permissions: string[] | null
  project_ids: string[] | null
}

async function callerOfKey({ db, permissionCatalogue }: Asked, hash: string): Promise<Caller> {
  const [found] = await ask<Seat & KeyRow>(
    db,
    sql`
      select k.id, k.name, k.permissions, k.project_ids as key_project_ids, k.user_id,
             k.workspace_id, m.role, r.permissions as role_permissions, m.project_ids
      from galley.api_keys k
      join galley.workspaces w on w.id = k.workspace_id and w.deleted_at is null
      left join galley.members m
        on m.workspace_id = k.workspace_id and m.user_id = k.user_id and m.is_active
      left join galley.roles r on r.id = m.role and r.workspace_id = m.workspace_id
      where k.hash = ${hash} and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > clock_timestamp())`,
  )
  // A person's own key ends with their membership.
  if (!found || (found.user_id !== null && found.role === null)) {
    throw new UnauthenticatedError(identityCodes.CREDENTIALS_INVALID)
  }
  const { id, name } = found
  const projectIds = narrower(found.key_project_ids, found.project_ids)
  return {
    workspaceId: found.workspace_id!,
    actor: { kind: 'api_key', id, name },
    permissions:
      found.user_id === null
        ? new Set(found.permissions)
        : within(seatPermissions(permissionCatalogue, found), found.permissions),
    ...(projectIds && { projectIds }),
    principal: `api_key:${id}`,
  }
}

interface KeyRow {
  id: string
  name: string
  permissions: string[]
  key_project_ids: string[] | null
  user_id: string | null
}

async function callerOfSession(
  { db, permissionCatalogue }: Asked,
  token: string,
  wanted: string | null,
): Promise<Caller> {
  const [found] = await ask<Seat & SessionRow>(
    db,
    sql`
      select s.id, u.id as user_id, u.name, seat.workspace_id, seat.role, seat.role_permissions,
             seat.project_ids,
             seat.sso_enforced and seat.role <> 'owner'
               and s.sso_workspace_id is distinct from seat.workspace_id as needs_sso
      from galley.sessions s
      join galley.users u on u.id = s.user_id
      left join lateral (
        select m.workspace_id, m.role, m.project_ids, r.permissions as role_permissions,
               w.sso_enforced
        from galley.members m
        join galley.workspaces w on w.id = m.workspace_id and w.deleted_at is null
        left join galley.roles r on r.id = m.role and r.workspace_id = m.workspace_id
        where m.user_id = s.user_id and m.is_active
          and (${wanted}::text is null or m.workspace_id = ${wanted})
        order by (m.workspace_id = s.active_workspace_id) desc nulls last, m.created_at, m.id
        limit 1
      ) seat on true
      where s.token = ${token} and s.expires_at > clock_timestamp()`,
  )
  if (!found) throw new UnauthenticatedError(identityCodes.SESSION_ENDED)
  if (wanted !== null && found.workspace_id === null) {
    throw new ForbiddenError(identityCodes.WORKSPACE_FORBIDDEN)
  }
  if (wanted !== null && found.needs_sso) throw new ForbiddenError(identityCodes.SSO_REQUIRED)
  const isSeated = found.workspace_id !== null && !found.needs_sso
  const permissions = isSeated ? seatPermissions(permissionCatalogue, found) : []
  return {
    workspaceId: isSeated ? found.workspace_id! : '',
    actor: { kind: 'user', id: found.user_id, name: found.name },
    permissions: new Set([...permissions, ACCOUNT]),
    ...(found.project_ids && { projectIds: found.project_ids }),
    principal: `user:${found.user_id}`,
  }
}

interface SessionRow {
  id: string
  user_id: string
  name: string
  needs_sso: boolean | null
}

/** Before the workspace is known there is no tenant to scope by, hence the owner's handle. */
async function ask<Row extends object>(db: Services['db'], query: SQL): Promise<Row[]> {
  const execute = () => db.system.execute<Record<string, unknown>>(query)
  const { rows } = await insist(execute, { forMs: 10_000 })
  return rows as Row[]
}

/** What a member's role allows: a built-in one's permissions, or a custom one's that still exist. */
function seatPermissions(
  catalogue: Services['permissionCatalogue'],
  { role, role_permissions: custom }: Seat,
): ReadonlySet<string> {
  const builtIn = roles.find((name) => name === role) as Role | undefined
  if (builtIn) return permissionsOf(catalogue, builtIn)
  return new Set((custom ?? []).filter((permission) => catalogue.has(permission)))
}

function within(held: ReadonlySet<string>, wanted: readonly string[]): ReadonlySet<string> {
  const isAll = wanted.includes('*')
  return new Set([...held].filter((one) => one !== ACCOUNT && (isAll || wanted.includes(one))))
}

/** Both narrowings hold; null narrows nothing. */
function narrower(one: string[] | null, other: string[] | null): string[] | null {
  if (one === null || other === null) return one ?? other
  return one.filter((id) => other.includes(id))
}
