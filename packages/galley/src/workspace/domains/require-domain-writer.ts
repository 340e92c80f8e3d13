import type { Context } from '../../platform/context.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { requirePermission } from '../../platform/verb.ts'
import { domainCodes } from './codes.ts'

/** A domain lets people into the whole workspace, so who sees a part of it does not write it. */
export function requireDomainWriter(ctx: Context): void {
  requirePermission(ctx, 'domains.write')
  if (ctx.projectIds) throw new ForbiddenError(domainCodes.DOMAINS_NEED_WORKSPACE)
}
