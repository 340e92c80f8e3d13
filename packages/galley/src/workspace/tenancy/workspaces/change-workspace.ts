import { z } from 'zod'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize } from '../authority.ts'
import { workspaceChanged } from '../events.ts'
import { Name } from '../names.ts'
import { readWorkspace, setWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

export const ChangeWorkspaceInput = z.object({ name: Name })
export type ChangeWorkspaceInput = z.infer<typeof ChangeWorkspaceInput>

/** Gives the workspace another name. Several may have the same one. */
export async function changeWorkspace({
  ctx,
  input,
}: VerbArgs<ChangeWorkspaceInput>): Promise<Workspace> {
  requirePermission(ctx, 'workspace.write')
  const { name } = ChangeWorkspaceInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const { workspace } = await lockAndAuthorize(tx, ctx, 'workspace.write')
    if (workspace.name !== name) {
      await setWorkspace(tx, workspace.id, { name })
      await audit(tx, ctx, {
        action: 'workspace.change',
        subject: workspace.id,
        before: { name: workspace.name },
        after: { name },
      })
      emit(tx, ctx, workspaceChanged, workspace.id, { name })
    }
    return readWorkspace(tx, ctx)
  })
}
