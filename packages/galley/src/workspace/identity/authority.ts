import { sql } from 'drizzle-orm'
import { contextCodes } from '../../platform/context.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ForbiddenError } from '../../platform/error.ts'
import type { ErrorCode } from '../../platform/error.ts'
import { isId } from '../../platform/id.ts'
import { ACCOUNT } from '../../platform/permission.ts'
import { keyPermissions, narrower, seatPermissions } from './seat.ts'
import type { Seat } from './seat.ts'

/** What somebody may at this moment, spelt out: it is what they can give at most. */
export interface Authority {
  /** A member's; null for keys and programs. */
  role: string | null
  permissions: ReadonlySet<string>
  isOwner: boolean
  /** Null: all. */
  projectIds: readonly string[] | null
}

type Scope = Pick<Context, 'workspaceId' | 'permissionCatalogue'>

const NOTHING: Authority = { role: null, permissions: new Set(), isOwner: false, projectIds: [] }

/**
 * Asks again what the caller may, behind the lock of the workspace: what the request came with may
 * be a second old, or have changed while it waited.
 *
 * @throws ForbiddenError
 */
export async function authorize(
  tx: Transaction,
  ctx: Context,
  permission: string,
): Promise<Authority> {
  const authority = await authorityOfCaller(tx, ctx)
  if (authority.permissions.has(permission)) return authority
  throw new ForbiddenError(contextCodes.PERMISSION_MISSING, { permission })
}

/** The first line of every write here: waits for changes of who may what, and asks again. */
export async function lockAndAuthorize(
  tx: Transaction,
  ctx: Context,
  permission: string,
): Promise<Authority> {
  await tx.execute(sql`select 1 from galley.workspaces where id = ${ctx.workspaceId} for update`)
  return authorize(tx, ctx, permission)
}

/** What the caller may at this moment. */
export async function authorityOfCaller(tx: Transaction, ctx: Context): Promise<Authority> {
  const { kind, id } = ctx.actor
  if (kind === 'user' || kind === 'api_key') return authorityOf(tx, ctx, id)
  return {
    role: null,
    permissions: everythingIn(ctx, ctx.permissions),
    isOwner: kind === 'system' && ctx.permissions.has('*'),
    projectIds: ctx.projectIds ?? null,
  }
}

/** What a person or a key may now, by their id; nothing when they are gone. */
export function authorityOf(tx: Transaction, scope: Scope, id: string): Promise<Authority> {
  return isId('key', id) ? authorityOfKey(tx, scope, id) : authorityOfPerson(tx, scope, id)
}

async function authorityOfPerson(tx: Transaction, scope: Scope, id: string): Promise<Authority> {
  const { rows } = await tx.execute<Seat & Record<string, unknown>>(sql`
    select m.role, m.project_ids, r.permissions as role_permissions from galley.members m
    left join galley.roles r on r.id = m.role and r.workspace_id = m.workspace_id
    where m.workspace_id = ${scope.workspaceId} and m.user_id = ${id} and m.is_active`)
  const [seat] = rows
  if (!seat) return NOTHING
  const { role, project_ids: projectIds } = seat
  const permissions = seatPermissions(scope.permissionCatalogue, seat)
  return { role, permissions, isOwner: role === 'owner', projectIds }
}

/** A key is never an owner; a person's own key can no more than they can. */
async function authorityOfKey(tx: Transaction, scope: Scope, id: string): Promise<Authority> {
  const { rows } = await tx.execute<{
    permissions: string[]
    project_ids: string[] | null
    user_id: string | null
  }>(sql`
    select permissions, project_ids, user_id from galley.api_keys
    where workspace_id = ${scope.workspaceId} and id = ${id} and revoked_at is null
      and (expires_at is null or expires_at > clock_timestamp())`)
  const [key] = rows
  if (!key) return NOTHING
  const person = key.user_id === null ? null : await authorityOfPerson(tx, scope, key.user_id)
  const held = keyPermissions(
    scope.permissionCatalogue,
    key.permissions,
    person && person.permissions,
  )
  return {
    role: null,
    permissions: everythingIn(scope, held),
    isOwner: false,
    projectIds: person ? narrower(key.project_ids, person.projectIds) : key.project_ids,
  }
}

/** `*` spelt out, without what belongs to people's own accounts and what is no longer declared. */
export function everythingIn(
  { permissionCatalogue }: Pick<Context, 'permissionCatalogue'>,
  held: ReadonlySet<string>,
): ReadonlySet<string> {
  const isAll = held.has('*')
  const all = [...permissionCatalogue.keys()]
  return new Set(all.filter((name) => name !== ACCOUNT && (isAll || held.has(name))))
}

/** @throws ForbiddenError with `code` unless all of it is theirs. */
export function requireHeld(
  { permissions }: Authority,
  wanted: Iterable<string>,
  code: ErrorCode,
): void {
  const missing = [...wanted].filter((name) => !permissions.has(name))
  if (missing.length > 0) throw new ForbiddenError(code, { missing: missing.join(', ') })
}

/** @throws ForbiddenError with `code` when somebody who is narrowed reaches outside of their projects. */
export function requireWithinProjects(
  { projectIds: own }: Authority,
  wanted: readonly string[] | null,
  code: ErrorCode,
): void {
  if (own === null || wanted?.every((id) => own.includes(id))) return
  throw new ForbiddenError(code)
}
