import { z } from 'zod'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { lockAndAuthorize } from '../authority.ts'
import { requireReach } from './change-member.ts'
import { getMemberInWorkspace } from './member.ts'
import { endSeat } from './seat.ts'

export const DismissMemberInput = z.object({ memberId: z.string() })
export type DismissMemberInput = z.infer<typeof DismissMemberInput>

/** Takes a member out of the workspace. Their sessions and own keys reach it no more; their work stays. */
export async function dismissMember({ ctx, input }: VerbArgs<DismissMemberInput>): Promise<void> {
  requirePermission(ctx, 'members.write')
  const { memberId } = DismissMemberInput.parse(input)

  await withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'members.write')
    const member = await getMemberInWorkspace(tx, ctx, { memberId })
    await requireReach(tx, ctx, authority, member)
    await endSeat(tx, ctx, member, { action: 'member.remove' })
  })
}
