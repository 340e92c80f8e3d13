import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import {
  findRole,
  lockAndAuthorize,
  requireGivable,
  requireRole,
  requireWithinProjects,
} from '../authority.ts'
import type { Authority } from '../../identity/index.ts'
import { ProjectIds } from '../names.ts'
import { requireProjectsExist } from '../projects/require-projects-exist.ts'
import { getMemberInWorkspace, readMember } from './member.ts'
import type { Member, MemberRow } from './member.ts'
import { changeSeat } from './seat.ts'

export const ChangeMemberInput = z.object({
  memberId: z.string(),
  role: z.string().max(64).optional().describe('A built-in role, or the id of a custom one.'),
  projectIds: ProjectIds.nullable().optional().describe('Null: all projects.'),
})
export type ChangeMemberInput = z.input<typeof ChangeMemberInput>

/** Gives a member another role or other projects: what the caller could give and take themselves. */
export async function changeMember({ ctx, input }: VerbArgs<ChangeMemberInput>): Promise<Member> {
  requirePermission(ctx, 'members.write')
  const { memberId, role, projectIds } = ChangeMemberInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const authority = await lockAndAuthorize(tx, ctx, 'members.write')
    const member = await getMemberInWorkspace(tx, ctx, { memberId })
    await requireReach(tx, ctx, authority, member)
    if (role !== undefined) requireGivable(authority, await requireRole(tx, ctx, role))
    if (projectIds !== undefined) {
      requireWithinProjects(authority, projectIds)
      await requireProjectsExist(tx, ctx, projectIds)
    }
    await changeSeat(tx, ctx, member, {
      ...(role !== undefined && { role }),
      ...(projectIds !== undefined && { projectIds }),
    })
    return readMember(tx, ctx, memberId)
  })
}

/** Who may be changed or removed: somebody who holds nothing that the caller does not hold. */
export async function requireReach(
  tx: Transaction,
  ctx: Context,
  authority: Authority,
  member: MemberRow,
): Promise<void> {
  const held = await findRole(tx, ctx, member.role)
  if (held) requireGivable(authority, held)
  requireWithinProjects(authority, member.projectIds)
}
