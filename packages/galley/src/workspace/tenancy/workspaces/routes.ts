import { z } from 'zod'
import { defineRoute } from '../../../platform/http/index.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { changeWorkspace, ChangeWorkspaceInput } from './change-workspace.ts'
import { deleteWorkspace, DeletedWorkspace, DeleteWorkspaceInput } from './delete-workspace.ts'
import { foundWorkspace, FoundWorkspaceInput } from './found-workspace.ts'
import { getWorkspace } from './get-workspace.ts'
import { listWorkspaces, ListWorkspacesInput, MyWorkspacePage } from './list-workspaces.ts'
import { leaveWorkspace } from '../members/leave-workspace.ts'
import { restoreWorkspace, RestoreWorkspaceInput } from './restore-workspace.ts'
import { switchWorkspace, SwitchWorkspaceInput } from './switch-workspace.ts'
import { transferWorkspace, TransferWorkspaceInput } from './transfer-workspace.ts'
import { Workspace } from './workspace.ts'

const tag = 'workspaces'

export const workspaceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/workspaces',
    tag,
    name: 'list',
    summary: 'Lists the workspaces that you belong to, and those that you can still restore.',
    permission: ACCOUNT,
    input: ListWorkspacesInput,
    output: MyWorkspacePage,
    handle: ({ ctx, input }) => listWorkspaces({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/workspaces',
    tag,
    name: 'create',
    summary: 'Makes a workspace, of which you are the owner.',
    permission: ACCOUNT,
    input: FoundWorkspaceInput,
    output: Workspace,
    status: 201,
    example: { name: 'Garden magazine' },
    handle: ({ ctx, input }) => foundWorkspace({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/workspace',
    tag,
    name: 'get',
    summary: 'Reads the workspace that you are in, and what you may there.',
    permission: 'workspace.read',
    input: z.void(),
    output: Workspace,
    handle: ({ ctx }) => getWorkspace({ ctx }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/workspace',
    tag,
    name: 'update',
    summary: 'Renames the workspace.',
    permission: 'workspace.write',
    input: ChangeWorkspaceInput,
    output: Workspace,
    handle: ({ ctx, input }) => changeWorkspace({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/workspace',
    tag,
    name: 'delete',
    summary:
      'Closes the workspace to everybody; for 30 days an owner can restore it. Needs its name.',
    permission: 'workspace.delete',
    input: DeleteWorkspaceInput,
    output: DeletedWorkspace,
    handle: ({ ctx, input }) => deleteWorkspace({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/workspace/transfer',
    tag,
    name: 'transfer',
    summary: 'Hands the workspace over: another member becomes owner, and you an admin.',
    permission: 'workspace.transfer',
    input: TransferWorkspaceInput,
    output: Workspace,
    handle: ({ ctx, input }) => transferWorkspace({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/workspace/leave',
    tag,
    name: 'leave',
    summary: 'Leaves the workspace that you are in. The last owner cannot.',
    permission: ACCOUNT,
    input: z.void(),
    output: z.void(),
    status: 204,
    handle: ({ ctx }) => leaveWorkspace({ ctx }),
  }),
  defineRoute({
    method: 'POST',
    path: '/workspaces/{workspace_id}/switch',
    tag,
    name: 'switch',
    summary: 'Makes a workspace the one that this session is in.',
    permission: ACCOUNT,
    input: SwitchWorkspaceInput,
    output: Workspace,
    handle: ({ ctx, input, request: { headers } }) => switchWorkspace({ ctx, input, headers }),
  }),
  defineRoute({
    method: 'POST',
    path: '/workspaces/{workspace_id}/restore',
    tag,
    name: 'restore',
    summary: 'Brings a deleted workspace back, for its owners, until it is purged.',
    permission: ACCOUNT,
    input: RestoreWorkspaceInput,
    output: Workspace,
    handle: ({ ctx, input }) => restoreWorkspace({ ctx, input }),
  }),
]
