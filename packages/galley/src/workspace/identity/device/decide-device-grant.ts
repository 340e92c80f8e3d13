import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../../../platform/error.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { deviceCodes } from '../codes.ts'
import { deviceGrants } from '../tables.ts'
import { vouchingWorkspace } from '../vouching-workspace.ts'
import { requirePerson } from './require-person.ts'
import { userCodeHash } from './grant-hash.ts'
import { limitTries } from './limit-tries.ts'
import { userCode } from './lookup-device-grant.ts'
import { readUserCode } from './user-code.ts'

export const ApproveDeviceGrantInput = z.object({
  userCode,
  workspace: z
    .string()
    .max(60)
    .describe('Which workspace it is let into: the one that this request is in.'),
})
export type ApproveDeviceGrantInput = z.infer<typeof ApproveDeviceGrantInput>

export const DenyDeviceGrantInput = z.object({ userCode })
export type DenyDeviceGrantInput = z.infer<typeof DenyDeviceGrantInput>

/**
 * Lets a program in, as the person and into one workspace. The request has to be in that workspace
 * itself (`Galley-Workspace`), so that what keeps a session out of it, keeps its programs out too.
 *
 * @param headers With the cookie of the session that approves.
 * @throws ForbiddenError, NotFoundError, ConflictError, RateLimitError
 */
export async function approveDeviceGrant({
  ctx,
  input,
  headers,
}: VerbArgs<ApproveDeviceGrantInput> & { headers: Headers }): Promise<void> {
  requirePerson(ctx)
  const { userCode: typed, workspace } = ApproveDeviceGrantInput.parse(input)
  if (workspace !== ctx.workspaceId) {
    throw new ForbiddenError(deviceCodes.DEVICE_WORKSPACE_OTHER, { workspace })
  }
  const userId = ctx.actor.id
  const isVouched = (await vouchingWorkspace(ctx, headers)) === workspace
  await decide(ctx, typed, { status: 'approved', userId, workspaceId: workspace, isVouched })
}

/** Refuses a program. @throws NotFoundError, ConflictError, RateLimitError */
export async function denyDeviceGrant({
  ctx,
  input,
}: VerbArgs<DenyDeviceGrantInput>): Promise<void> {
  requirePerson(ctx)
  const { userCode: typed } = DenyDeviceGrantInput.parse(input)
  await decide(ctx, typed, { status: 'denied', userId: ctx.actor.id })
}

/** One statement decides: of two people who type the same code, the first one's word counts. */
async function decide(
  ctx: Context,
  typed: string,
  decision: Partial<typeof deviceGrants.$inferInsert>,
): Promise<void> {
  await limitTries(ctx)
  const code = readUserCode(typed)
  if (code === null) throw new NotFoundError(deviceCodes.DEVICE_CODE_UNKNOWN)
  const isGrant = and(
    eq(deviceGrants.userCodeHash, await userCodeHash(ctx.secrets, code)),
    sql`${deviceGrants.expiresAt} > clock_timestamp()`,
  )
  const { rowCount } = await ctx.db.system
    .update(deviceGrants)
    .set(decision)
    .where(and(isGrant, eq(deviceGrants.status, 'pending')))
  if (rowCount) return
  const [grant] = await ctx.db.system
    .select({ status: deviceGrants.status })
    .from(deviceGrants)
    .where(isGrant)
  if (!grant) throw new NotFoundError(deviceCodes.DEVICE_CODE_UNKNOWN)
  const status = grant.status === 'denied' ? 'denied' : 'approved'
  throw new ConflictError(deviceCodes.DEVICE_DECIDED, { status })
}
