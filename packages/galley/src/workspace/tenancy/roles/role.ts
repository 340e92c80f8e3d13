import { and, eq, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, InvalidError, NotFoundError } from '../../../platform/error.ts'
import { ACCOUNT, roles as builtInRoles } from '../../../platform/permission.ts'
import { tenancyCodes } from '../codes.ts'
import { roles } from '../tables.ts'

export const Role = z
  .object({
    id: z.string().describe('What a member or an invitation has as `role`.'),
    name: z.string(),
    description: z.string(),
    isBuiltIn: z.boolean(),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

export type RoleRow = typeof roles.$inferSelect

export const Permissions = z
  .array(z.string().max(100))
  .max(500)
  .transform((names) => [...new Set(names)].sort())

/** A custom role, with those of its permissions that still exist. */
export function presentRole(
  { permissionCatalogue }: Pick<Context, 'permissionCatalogue'>,
  { id, name, description, permissions }: RoleRow,
): Role {
  const known = permissions.filter((permission) => permissionCatalogue.has(permission))
  return { id, name, description, isBuiltIn: false, permissions: known }
}

export async function getRoleInWorkspace(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  roleId: string,
): Promise<RoleRow> {
  const [row] = await tx
    .select()
    .from(roles)
    .where(and(eq(roles.workspaceId, workspaceId), eq(roles.id, roleId)))
  if (!row) throw new NotFoundError(tenancyCodes.ROLE_NOT_FOUND, { roleId })
  return row
}

/** @throws InvalidError for names that no module declares. What belongs to everybody is not given. */
export function requireKnown(
  { permissionCatalogue }: Pick<Context, 'permissionCatalogue'>,
  permissions: readonly string[],
): void {
  const unknown = permissions.filter((name) => name === ACCOUNT || !permissionCatalogue.has(name))
  if (unknown.length === 0) return
  const fields = [{ pointer: '/permissions', message: `Not permissions: ${unknown.join(', ')}` }]
  const details = { unknown: unknown.join(', ') }
  throw new InvalidError(tenancyCodes.PERMISSION_UNKNOWN, details, { fields })
}

/** Under the workspace's lock, so that nobody takes the name meanwhile. */
export async function requireFreeName(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  name: string,
  exceptId = '',
): Promise<void> {
  const isBuiltIn = builtInRoles.some((role) => role === name.toLowerCase())
  const isTaken =
    isBuiltIn ||
    (await tx.$count(
      roles,
      and(
        eq(roles.workspaceId, workspaceId),
        sql`lower(${roles.name}) = lower(${name})`,
        ne(roles.id, exceptId),
      ),
    )) > 0
  if (isTaken) throw new ConflictError(tenancyCodes.ROLE_NAME_TAKEN, { name })
}
