import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../../platform/error.ts'
import { isId } from '../../../platform/id.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { currentSessionId, setActiveWorkspace } from '../../accounts/index.ts'
import { requireOpenWorkspace } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { contextIn, personOf } from '../place.ts'
import { members } from '../tables.ts'
import { readWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

export const WorkspaceId = z.string().max(64)
export const SwitchWorkspaceInput = z.object({ workspaceId: WorkspaceId })
export type SwitchWorkspaceInput = z.infer<typeof SwitchWorkspaceInput>

/**
 * What the requests of this session mean from now on, when they name no workspace. It takes hold
 * within a second.
 */
export async function switchWorkspace({
  ctx,
  input,
  headers,
}: VerbArgs<SwitchWorkspaceInput> & { headers: Headers }): Promise<Workspace> {
  requirePermission(ctx, ACCOUNT)
  const userId = personOf(ctx)
  const { workspaceId } = SwitchWorkspaceInput.parse(input)
  if (!isId('ws', workspaceId)) {
    throw new NotFoundError(tenancyCodes.WORKSPACE_NOT_FOUND, { workspaceId })
  }

  const place = contextIn(ctx, workspaceId)
  const workspace = await withTransaction(place, async (tx) => {
    const isSeated = await tx.$count(
      members,
      and(
        eq(members.workspaceId, workspaceId),
        eq(members.userId, userId),
        eq(members.isActive, true),
      ),
    )
    if (!isSeated) throw new NotFoundError(tenancyCodes.WORKSPACE_NOT_FOUND, { workspaceId })
    await requireOpenWorkspace(tx, place)
    return readWorkspace(tx, place)
  })
  const sessionId = await currentSessionId({ services: ctx, headers })
  if (sessionId) await setActiveWorkspace({ services: ctx, input: { sessionId, workspaceId } })
  return workspace
}
