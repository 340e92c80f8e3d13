import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { InvalidError } from '../../../platform/error.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize, requireWithinProjects } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { workspaceDeleted } from '../events.ts'
import { setWorkspace } from './workspace.ts'

const GRACE_DAYS = 30

export const DeleteWorkspaceInput = z.object({
  name: z.string().max(200).describe('The name of the workspace, to say that this one is meant.'),
})
export type DeleteWorkspaceInput = z.infer<typeof DeleteWorkspaceInput>

export const DeletedWorkspace = z
  .object({
    id: z.string(),
    purgeAfter: z.date().describe('Until then an owner can restore it.'),
  })
  .meta({ id: 'DeletedWorkspace' })
export type DeletedWorkspace = z.infer<typeof DeletedWorkspace>

/** Closes the workspace to everybody at once. For 30 days nothing is lost, and an owner can restore it. */
export async function deleteWorkspace({
  ctx,
  input,
}: VerbArgs<DeleteWorkspaceInput>): Promise<DeletedWorkspace> {
  requirePermission(ctx, 'workspace.delete')
  const { name } = DeleteWorkspaceInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'workspace.delete')
    requireWithinProjects(authority, null)
    if (authority.workspace.name !== name) {
      const fields = [{ pointer: '/name', message: 'Not the name of this workspace' }]
      throw new InvalidError(tenancyCodes.WORKSPACE_NAME_DIFFERENT, {}, { fields })
    }
    return markDeleted(tx, ctx)
  })
}

/** Under the workspace's lock. What it holds is purged by others, once the time has come. */
export async function markDeleted(tx: Transaction, ctx: Context): Promise<DeletedWorkspace> {
  const deletedAt = new Date()
  const purgeAfter = new Date(deletedAt.getTime() + GRACE_DAYS * 86_400_000)
  await setWorkspace(tx, ctx.workspaceId, { deletedAt, purgeAfter })
  const facts = { purgeAfter: purgeAfter.toISOString() }
  await audit(tx, ctx, { action: 'workspace.delete', subject: ctx.workspaceId, after: facts })
  emit(tx, ctx, workspaceDeleted, ctx.workspaceId, facts)
  return { id: ctx.workspaceId, purgeAfter }
}
