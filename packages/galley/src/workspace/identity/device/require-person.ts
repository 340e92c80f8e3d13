import { contextCodes } from '../../../platform/context.ts'
import type { Context } from '../../../platform/context.ts'
import { ForbiddenError } from '../../../platform/error.ts'
import { requirePermission } from '../../../platform/verb.ts'

/** Only people let programs in, and only into a workspace that they are in. */
export function requirePerson(ctx: Context): void {
  requirePermission(ctx, 'identity.read')
  if (ctx.actor.kind !== 'user') throw new ForbiddenError(contextCodes.PERSON_REQUIRED)
}
