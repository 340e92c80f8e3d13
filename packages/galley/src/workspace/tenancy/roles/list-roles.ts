import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { ACCOUNT, permissionsOf, roles as builtInRoles } from '../../../platform/permission.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { roles } from '../tables.ts'
import { presentRole, Role } from './role.ts'

export const RoleMatrix = z
  .object({
    permissions: z.array(
      z.object({
        name: z.string(),
        allows: z.string(),
        fromRole: z.string().describe('The least of the built-in roles that holds it.'),
      }),
    ),
    roles: z
      .array(Role)
      .describe('The built-in ones from the least to the most, then custom ones.'),
  })
  .meta({ id: 'RoleMatrix' })
export type RoleMatrix = z.infer<typeof RoleMatrix>

const descriptions = {
  viewer: 'Sees everything and changes nothing.',
  reviewer: 'Sees everything, and judges it.',
  editor: 'Makes and changes content.',
  admin: 'Runs the workspace: members, keys and settings.',
  owner: 'May everything, and answers for it.',
}

/** The whole matrix: every permission with what it allows, and which role holds which. */
export async function listRoles({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<RoleMatrix> {
  requirePermission(ctx, 'members.read')
  const { permissionCatalogue: catalogue } = ctx
  const declared = [...catalogue].filter(([name]) => name !== ACCOUNT)
  const custom = await withTransaction(ctx, (tx) =>
    tx.select().from(roles).where(eq(roles.workspaceId, ctx.workspaceId)).orderBy(asc(roles.id)),
  )
  return {
    permissions: declared.map(([name, { allows, role }]) => ({ name, allows, fromRole: role })),
    roles: [
      ...builtInRoles.map((name) => ({
        id: name,
        name,
        description: descriptions[name],
        isBuiltIn: true,
        permissions: [...permissionsOf(catalogue, name)].filter((one) => one !== ACCOUNT),
      })),
      ...custom.map((row) => presentRole(ctx, row)),
    ],
  }
}
