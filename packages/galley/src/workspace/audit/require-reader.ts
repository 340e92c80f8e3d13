import { requirePermission } from '../../platform/context.ts'
import type { Context } from '../../platform/context.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { auditCodes } from './codes.ts'

/**
 * Who may read the log. The chain is one for the whole workspace, and entries name things of all
 * its projects: so nobody who is narrowed to some of them, whatever their permissions.
 */
export function requireReader(ctx: Context): void {
  requirePermission(ctx, 'audit.read')
  if (ctx.projectIds) throw new ForbiddenError(auditCodes.AUDIT_NEEDS_WORKSPACE)
}
