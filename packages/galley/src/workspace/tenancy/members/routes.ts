import { z } from 'zod'
import { defineRoute } from '../../../platform/http/index.ts'
import { changeMember, ChangeMemberInput } from './change-member.ts'
import { dismissMember, DismissMemberInput } from './dismiss-member.ts'
import { listMembers, ListMembersInput, MemberPage } from './list-members.ts'
import { Member } from './member.ts'

const tag = 'members'

export const memberRoutes = [
  defineRoute({
    method: 'GET',
    path: '/members',
    tag,
    name: 'list',
    summary: 'Lists who belongs to the workspace.',
    permission: 'members.read',
    input: ListMembersInput,
    output: MemberPage,
    handle: ({ ctx, input }) => listMembers({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/members/{member_id}',
    tag,
    name: 'update',
    summary: 'Gives a member another role or other projects.',
    permission: 'members.write',
    input: ChangeMemberInput,
    output: Member,
    handle: ({ ctx, input }) => changeMember({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/members/{member_id}',
    tag,
    name: 'delete',
    summary: 'Takes a member out of the workspace; their work stays.',
    permission: 'members.write',
    input: DismissMemberInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => dismissMember({ ctx, input }),
  }),
]
