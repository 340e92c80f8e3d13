import type { Context } from '../../platform/context.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { privacyCodes } from './codes.ts'

/** What concerns all of a workspace is not for those who see a part of it, whatever they may there. */
export function requireWholeWorkspace(ctx: Context): void {
  if (ctx.projectIds) throw new ForbiddenError(privacyCodes.PRIVACY_NEEDS_WORKSPACE)
}
