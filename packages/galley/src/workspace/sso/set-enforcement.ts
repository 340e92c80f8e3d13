import { ConflictError, ForbiddenError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { lockAndAuthorize, setSsoEnforced } from '../tenancy/index.ts'
import { ssoCodes } from './codes.ts'
import { hasProvenConnection, SsoEnforcement } from './enforcement.ts'

/**
 * Says whether members must come through the identity provider. Only somebody who has come through
 * it themselves can switch that on, so that it is known to work.
 *
 * @throws ConflictError when they have not; ForbiddenError for a key.
 */
export async function setEnforcement({
  ctx,
  input,
}: VerbArgs<SsoEnforcement>): Promise<SsoEnforcement> {
  requirePermission(ctx, 'sso.write')
  const { isEnforced } = SsoEnforcement.parse(input)

  return withTransaction(ctx, async (tx) => {
    const { workspace } = await lockAndAuthorize(tx, ctx, 'sso.write')
    if (isEnforced) {
      if (ctx.actor.kind !== 'user') throw new ForbiddenError(ssoCodes.SSO_PERSON_REQUIRED)
      const person = { workspaceId: ctx.workspaceId, userId: ctx.actor.id }
      if (!(await hasProvenConnection(tx, person))) {
        throw new ConflictError(ssoCodes.SSO_ENFORCEMENT_UNPROVEN)
      }
    }
    if (workspace.ssoEnforced === isEnforced) return { isEnforced }
    await setSsoEnforced(tx, ctx, isEnforced)
    await audit(tx, ctx, {
      action: 'sso.enforce',
      subject: ctx.workspaceId,
      before: { isEnforced: workspace.ssoEnforced },
      after: { isEnforced },
    })
    return { isEnforced }
  })
}
