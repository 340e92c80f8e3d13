import { z } from 'zod'
import { ConflictError, NotFoundError } from '../../../platform/error.ts'
import { isId } from '../../../platform/id.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { authorityOfCaller } from '../../identity/index.ts'
import { lockWorkspace } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { workspaceRestored } from '../events.ts'
import { contextIn, personOf } from '../place.ts'
import { WorkspaceId } from './switch-workspace.ts'
import { readWorkspace, setWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

export const RestoreWorkspaceInput = z.object({ workspaceId: WorkspaceId })
export type RestoreWorkspaceInput = z.infer<typeof RestoreWorkspaceInput>

/** Brings a deleted workspace back, as it was: for its owners, until it is purged. */
export async function restoreWorkspace({
  ctx,
  input,
}: VerbArgs<RestoreWorkspaceInput>): Promise<Workspace> {
  requirePermission(ctx, ACCOUNT)
  personOf(ctx)
  const { workspaceId } = RestoreWorkspaceInput.parse(input)
  const unknown = new NotFoundError(tenancyCodes.WORKSPACE_NOT_FOUND, { workspaceId })
  if (!isId('ws', workspaceId)) throw unknown

  const place = contextIn(ctx, workspaceId)
  return withTransaction(place, async (tx) => {
    const workspace = await lockWorkspace(tx, workspaceId)
    // To everybody but its owners it is gone.
    if (!(await authorityOfCaller(tx, place)).isOwner) throw unknown
    const { deletedAt, purgeAfter } = workspace
    if (!deletedAt || !purgeAfter || purgeAfter.getTime() <= Date.now()) {
      throw new ConflictError(tenancyCodes.WORKSPACE_NOT_RESTORABLE, { workspaceId })
    }
    await setWorkspace(tx, workspaceId, { deletedAt: null, purgeAfter: null })
    await audit(tx, place, { action: 'workspace.restore', subject: workspaceId })
    emit(tx, place, workspaceRestored, workspaceId, {})
    return readWorkspace(tx, place)
  })
}
