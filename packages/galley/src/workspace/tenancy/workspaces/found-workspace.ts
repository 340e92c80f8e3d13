import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError } from '../../../platform/error.ts'
import { newId } from '../../../platform/id.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { tenancyCodes } from '../codes.ts'
import { lockPerson } from '../members/lock-person.ts'
import { takeSeat } from '../members/seat.ts'
import { Name } from '../names.ts'
import { contextIn, personOf } from '../place.ts'
import { workspaces } from '../tables.ts'
import { countOwnedWorkspaces } from './list-workspaces.ts'
import { readWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

const MOST_OWNED = 100

export const FoundWorkspaceInput = z.object({ name: Name })
export type FoundWorkspaceInput = z.infer<typeof FoundWorkspaceInput>

/** Makes a workspace, of which the signed-in person is the owner. */
export async function foundWorkspace({
  ctx,
  input,
}: VerbArgs<FoundWorkspaceInput>): Promise<Workspace> {
  requirePermission(ctx, ACCOUNT)
  const userId = personOf(ctx)
  const { name } = FoundWorkspaceInput.parse(input)
  if ((await countOwnedWorkspaces(ctx, userId)) >= MOST_OWNED) {
    throw new ConflictError(tenancyCodes.WORKSPACES_FULL, { limit: MOST_OWNED })
  }

  const place = contextIn(ctx, newId('ws'))
  return withTransaction(place, async (tx) => {
    await lockPerson(tx, userId)
    await insertWorkspace(tx, place, { name, ownerId: userId })
    return readWorkspace(tx, place)
  })
}

/** The workspace that `ctx` is in, with its first member. */
export async function insertWorkspace(
  tx: Transaction,
  ctx: Context,
  { name, ownerId }: { name: string; ownerId: string },
): Promise<void> {
  await tx.insert(workspaces).values({ id: ctx.workspaceId, name })
  await audit(tx, ctx, { action: 'workspace.create', subject: ctx.workspaceId, after: { name } })
  await takeSeat(tx, ctx, { userId: ownerId, role: 'owner', origin: 'founder' })
}
