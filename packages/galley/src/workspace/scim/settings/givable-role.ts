import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { InvalidError } from '../../../platform/error.ts'
import {
  lockAndAuthorize,
  requireGivable,
  requireRole,
  requireWithinProjects,
} from '../../tenancy/index.ts'
import { scimCodes } from '../codes.ts'

export const RoleName = z
  .string()
  .min(1)
  .max(100)
  .describe('A built-in role but owner, or the id of a custom one.')

/**
 * A role that the caller may have the directory give: one they could give themselves, and not owner.
 * Takes the workspace's lock.
 */
export async function requireGivableRole(
  tx: Transaction,
  ctx: Context,
  role: string | null,
): Promise<void> {
  const authority = await lockAndAuthorize(tx, ctx, 'scim.write')
  requireWithinProjects(authority, null)
  if (role === null) return
  if (role === 'owner') throw new InvalidError(scimCodes.SCIM_ROLE_OWNER)
  requireGivable(authority, await requireRole(tx, ctx, role))
}
