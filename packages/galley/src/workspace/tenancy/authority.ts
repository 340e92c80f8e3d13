import { and, eq } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../../platform/error.ts'
import { ACCOUNT, permissionsOf, roles as builtInRoles } from '../../platform/permission.ts'
import type { Role } from '../../platform/permission.ts'
import {
  authorize,
  everythingIn,
  requireHeld as requireAllHeld,
  requireWithinProjects as requireOwnProjects,
} from '../identity/index.ts'
import type { Authority } from '../identity/index.ts'
import { tenancyCodes } from './codes.ts'
import { roles, workspaces } from './tables.ts'

/** What a role is: its name and what it allows in the workspace. */
export interface RoleMeaning {
  role: string
  name: string
  permissions: ReadonlySet<string>
}

type Workspace = typeof workspaces.$inferSelect
type Scope = Pick<Context, 'workspaceId' | 'permissionCatalogue'>

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

/** The first line of every write here: takes the lock, and asks again what the caller may. */
export async function lockAndAuthorize(
  tx: Transaction,
  ctx: Context,
  permission: string,
): Promise<Authority & { workspace: Workspace }> {
  const workspace = await lockOpenWorkspace(tx, ctx.workspaceId)
  return { ...(await authorize(tx, ctx, permission)), workspace }
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

export const requireHeld = (authority: Authority, wanted: Iterable<string>) =>
  requireAllHeld(authority, wanted, tenancyCodes.ROLE_EXCEEDS_YOURS)

/** @throws ForbiddenError when somebody who is narrowed reaches outside of their projects. */
export const requireWithinProjects = (authority: Authority, wanted: readonly string[] | null) =>
  requireOwnProjects(authority, wanted, tenancyCodes.PROJECTS_EXCEED_YOURS)
