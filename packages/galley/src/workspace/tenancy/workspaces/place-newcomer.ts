import { sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { newId } from '../../../platform/id.ts'
import { userCreated } from '../../accounts/index.ts'
import type { NewUser } from '../../accounts/index.ts'
import { firstWorkspaceId, lockBootstrap } from '../bootstrap.ts'
import { takeSeat } from '../members/seat.ts'
import { systemContext, withinTransaction } from '../place.ts'
import { insertWorkspace } from './found-workspace.ts'

/**
 * Gives somebody who signed up by themselves their place: the first one the workspace that came with
 * the installation, the others one of their own. Who was called has a place to go to.
 */
async function placeNewcomer({
  services,
  tx,
  user,
}: {
  services: Services
  tx: Transaction
  user: NewUser
}): Promise<void> {
  if (user.origin !== 'sign_up') return
  const unclaimed = await lockUnclaimed(tx)
  const ctx = systemContext(services, unclaimed ?? newId('ws'), 'sign_up')
  await withinTransaction(tx, ctx, async (part) => {
    if (unclaimed) {
      await takeSeat(part, ctx, { userId: user.id, role: 'owner', origin: 'founder' })
    } else {
      await insertWorkspace(part, ctx, { name: workspaceNameOf(user), ownerId: user.id })
    }
  })
}

export const placeNewcomers = userCreated.contribute(placeNewcomer)

/**
 * The first workspace, while nobody has a seat anywhere. Asked again under the lock, which whoever
 * gets it keeps until their seat is there; later sign-ups do not wait for it.
 */
async function lockUnclaimed(tx: Transaction): Promise<string | null> {
  if (await isClaimed(tx)) return null
  await lockBootstrap(tx)
  return (await isClaimed(tx)) ? null : firstWorkspaceId(tx)
}

async function isClaimed(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ claimed: boolean }>(
    sql`select exists (select from galley.members) as claimed`,
  )
  return rows[0]!.claimed
}

function workspaceNameOf({ name }: NewUser): string {
  const plain = name.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ').trim()
  return `${[...(plain || 'Somebody')].slice(0, 60).join('')}’s workspace`
}
