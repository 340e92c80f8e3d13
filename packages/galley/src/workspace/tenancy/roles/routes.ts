import { z } from 'zod'
import { defineRoute } from '../../../platform/http/index.ts'
import { changeRole, ChangeRoleInput } from './change-role.ts'
import { createRole, CreateRoleInput } from './create-role.ts'
import { deleteRole, DeleteRoleInput } from './delete-role.ts'
import { listRoles, RoleMatrix } from './list-roles.ts'
import { Role } from './role.ts'

const tag = 'roles'

export const roleRoutes = [
  defineRoute({
    method: 'GET',
    path: '/roles',
    tag,
    name: 'list',
    summary: 'Shows every permission, what it allows, and which role holds it.',
    permission: 'members.read',
    input: z.void(),
    output: RoleMatrix,
    handle: ({ ctx }) => listRoles({ ctx }),
  }),
  defineRoute({
    method: 'POST',
    path: '/roles',
    tag,
    name: 'create',
    summary: 'Makes a role out of permissions that you hold.',
    permission: 'roles.write',
    input: CreateRoleInput,
    output: Role,
    status: 201,
    example: { name: 'Proofreader', permissions: ['documents.read', 'sources.read'] },
    handle: ({ ctx, input }) => createRole({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/roles/{role_id}',
    tag,
    name: 'update',
    summary: 'Changes a custom role, for everybody who has it.',
    permission: 'roles.write',
    input: ChangeRoleInput,
    output: Role,
    handle: ({ ctx, input }) => changeRole({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/roles/{role_id}',
    tag,
    name: 'delete',
    summary: 'Deletes a custom role that nobody has.',
    permission: 'roles.write',
    input: DeleteRoleInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteRole({ ctx, input }),
  }),
]
