import { and, eq, sql } from 'drizzle-orm'
import { requirePermission } from '../../platform/context.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../../platform/error.ts'
import { isId } from '../../platform/id.ts'
import { ACCOUNT, permissionsOf, roles as builtInRoles } from '../../platform/permission.ts'
import type { Role } from '../../platform/permission.ts'
import { tenancyCodes } from './codes.ts'
import { members, roles, workspaces } from './tables.ts'

/** What somebody may at this moment, read from their rows: it is what they can give at most. */
export interface Authority {
  /** A member's; null for keys and programs. */
  role: string | null
  permissions: ReadonlySet<string>
  isOwner: boolean
  /** Null: all. */
  projectIds: readonly string[] | null
}

/** What a role is: its name and what it allows in the workspace. */
export interface RoleMeaning {
  role: string
  name: string
  permissions: ReadonlySet<string>
}

type Workspace = typeof workspaces.$inferSelect
type Scope = Pick<Context, 'workspaceId' | 'permissionCatalogue'>

const NOTHING: Authority = { role: null, permissions: new Set(), isOwner: false, projectIds: [] }

/** The workspace, unless it is deleted. Without the lock: for those who only look. */
export async function requireOpenWorkspace(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
): Promise<Workspace> {
  const [workspace] = await tx.select().from(workspaces).where(eq(workspaces.id, workspaceId))
  return requireOpen(workspace, workspaceId)
}

/**
 * The row that everything about who belongs here is written under, so that two changes never pass
 * each other's checks. Taken first, before any other row.
 */
export async function lockWorkspace(tx: Transaction, workspaceId: string): Promise<Workspace> {
  const [workspace] = await tx
    .select()
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for('update')
  if (!workspace) throw new NotFoundError(tenancyCodes.WORKSPACE_NOT_FOUND, { workspaceId })
  return workspace
}

/** The same, for a workspace that is in use. */
export async function lockOpenWorkspace(tx: Transaction, workspaceId: string): Promise<Workspace> {
  return requireOpen(await lockWorkspace(tx, workspaceId), workspaceId)
}

function requireOpen(workspace: Workspace | undefined, workspaceId: string): Workspace {
  if (!workspace) throw new NotFoundError(tenancyCodes.WORKSPACE_NOT_FOUND, { workspaceId })
  if (workspace.deletedAt) throw new ConflictError(tenancyCodes.WORKSPACE_DELETED, { workspaceId })
  return workspace
}

/**
 * The first line of every write here: takes the lock, and asks again what the caller may. What the
 * request came with may be a second old, or have changed while it waited.
 */
export async function lockAndAuthorize(
  tx: Transaction,
  ctx: Context,
  permission: string,
): Promise<Authority & { workspace: Workspace }> {
  const workspace = await lockOpenWorkspace(tx, ctx.workspaceId)
  const authority = await authorityOfCaller(tx, ctx)
  requirePermission({ ...authority, actor: ctx.actor } as unknown as Context, permission)
  return { ...authority, workspace }
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
export async function authorityOf(tx: Transaction, scope: Scope, id: string): Promise<Authority> {
  if (isId('key', id)) return authorityOfKey(tx, scope, id)
  const [seat] = await tx
    .select({ role: members.role, projectIds: members.projectIds })
    .from(members)
    .where(
      and(
        eq(members.workspaceId, scope.workspaceId),
        eq(members.userId, id),
        eq(members.isActive, true),
      ),
    )
  if (!seat) return NOTHING
  const meaning = await findRole(tx, scope, seat.role)
  return {
    role: seat.role,
    permissions: meaning?.permissions ?? new Set(),
    isOwner: seat.role === 'owner',
    projectIds: seat.projectIds,
  }
}

/** A key is never an owner; a person's own key can no more than they can. */
async function authorityOfKey(tx: Transaction, scope: Scope, id: string): Promise<Authority> {
  const { rows } = await tx.execute<{
    permissions: string[]
    project_ids: string[] | null
    user_id: string | null
  }>(sql`
    select permissions, project_ids, user_id from galley.api_keys
    where id = ${id} and workspace_id = ${scope.workspaceId} and revoked_at is null
      and (expires_at is null or expires_at > clock_timestamp())`)
  const key = rows[0]
  if (!key) return NOTHING
  const permissions = everythingIn(scope, new Set(key.permissions))
  if (key.user_id === null) {
    return { role: null, permissions, isOwner: false, projectIds: key.project_ids }
  }
  const person = await authorityOf(tx, scope, key.user_id)
  return {
    role: null,
    permissions: person.permissions.intersection(permissions),
    isOwner: false,
    projectIds: bothNarrow(key.project_ids, person.projectIds),
  }
}

function bothNarrow(one: readonly string[] | null, other: readonly string[] | null) {
  if (one === null || other === null) return one ?? other
  return one.filter((id) => other.includes(id))
}

/** `*` spelt out, without what belongs to people's own accounts. */
function everythingIn(scope: Scope, held: ReadonlySet<string>): ReadonlySet<string> {
  const isAll = held.has('*')
  const all = [...scope.permissionCatalogue.keys()]
  return new Set(all.filter((name) => name !== ACCOUNT && (isAll || held.has(name))))
}

/** A built-in role by its name, or a custom one by its id. */
export async function findRole(
  tx: Transaction,
  scope: Scope,
  role: string,
): Promise<RoleMeaning | null> {
  if (builtInRoles.some((name) => name === role)) {
    const held = permissionsOf(scope.permissionCatalogue, role as Role)
    return { role, name: role, permissions: new Set([...held].filter((one) => one !== ACCOUNT)) }
  }
  const [custom] = await tx
    .select({ name: roles.name, permissions: roles.permissions })
    .from(roles)
    .where(and(eq(roles.workspaceId, scope.workspaceId), eq(roles.id, role)))
  if (!custom) return null
  return {
    role,
    name: custom.name,
    permissions: everythingIn(scope, new Set(custom.permissions)),
  }
}

/** @throws InvalidError when there is no such role here. */
export async function requireRole(
  tx: Transaction,
  scope: Scope,
  role: string,
): Promise<RoleMeaning> {
  const found = await findRole(tx, scope, role)
  if (found) return found
  throw new InvalidError(tenancyCodes.ROLE_UNKNOWN, { role })
}

/** @throws ForbiddenError unless all of it is theirs to give, and so to take. */
export function requireGivable(authority: Authority, { role, permissions }: RoleMeaning): void {
  if (role === 'owner' && !authority.isOwner) throw new ForbiddenError(tenancyCodes.OWNERS_ONLY)
  requireHeld(authority, permissions)
}

export function requireHeld(authority: Authority, permissions: Iterable<string>): void {
  const missing = [...permissions].filter((name) => !authority.permissions.has(name))
  if (missing.length === 0) return
  throw new ForbiddenError(tenancyCodes.ROLE_EXCEEDS_YOURS, { missing: missing.join(', ') })
}

/** @throws ForbiddenError when somebody who is narrowed reaches outside of their projects. */
export function requireWithinProjects(
  { projectIds: mine }: Authority,
  wanted: readonly string[] | null,
): void {
  if (mine === null || (wanted !== null && wanted.every((id) => mine.includes(id)))) return
  throw new ForbiddenError(tenancyCodes.PROJECTS_EXCEED_YOURS)
}
