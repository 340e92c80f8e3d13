import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { getStatus, ScimStatus } from './settings/get-status.ts'
import { listGroups, ListGroupsInput, ScimGroupPage } from './settings/list-groups.ts'
import { ScimGroup } from './settings/scim-group.ts'
import { setGroupRole, SetGroupRoleInput } from './settings/set-group-role.ts'
import { updateSettings, UpdateSettingsInput } from './settings/update-settings.ts'
import { createToken, CreateTokenInput } from './tokens/create-token.ts'
import { listTokens, ListTokensInput, ScimTokenPage } from './tokens/list-tokens.ts'
import { revokeToken, RevokeTokenInput } from './tokens/revoke-token.ts'
import { NewScimToken } from './tokens/token.ts'

const tag = 'scim'

export const scimRoutes = [
  defineRoute({
    method: 'GET',
    path: '/scim/status',
    tag,
    name: 'getStatus',
    summary: 'Says how the directory is doing: its last sync, how much it keeps here, what failed.',
    permission: 'scim.read',
    input: z.void(),
    output: ScimStatus,
    handle: ({ ctx }) => getStatus({ ctx }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/scim/settings',
    tag,
    name: 'updateSettings',
    summary: 'Says what those become whom no group of the directory gives a role.',
    permission: 'scim.write',
    input: UpdateSettingsInput,
    output: ScimStatus,
    example: { default_role: 'viewer' },
    handle: ({ ctx, input }) => updateSettings({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/scim/tokens',
    tag,
    name: 'createToken',
    summary: 'Makes a token that a directory signs in with. It is shown this once.',
    permission: 'scim.write',
    input: CreateTokenInput,
    output: NewScimToken,
    status: 201,
    isShownOnce: true,
    example: { name: 'Okta' },
    handle: ({ ctx, input }) => createToken({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/scim/tokens',
    tag,
    name: 'listTokens',
    summary: 'Lists SCIM tokens, newest first; the tokens themselves are not shown.',
    permission: 'scim.read',
    input: ListTokensInput,
    output: ScimTokenPage,
    handle: ({ ctx, input }) => listTokens({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/scim/tokens/{token_id}',
    tag,
    name: 'revokeToken',
    summary: 'Ends a SCIM token at once and for good.',
    permission: 'scim.write',
    input: RevokeTokenInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => revokeToken({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/scim/groups',
    tag,
    name: 'listGroups',
    summary: "Lists the directory's groups and the roles that they give.",
    permission: 'scim.read',
    input: ListGroupsInput,
    output: ScimGroupPage,
    handle: ({ ctx, input }) => listGroups({ ctx, input }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/scim/groups/{group_id}/role',
    tag,
    name: 'setGroupRole',
    summary: "Gives the members of a directory's group a role, or takes it back.",
    permission: 'scim.write',
    input: SetGroupRoleInput,
    output: ScimGroup,
    example: { role: 'editor' },
    handle: ({ ctx, input }) => setGroupRole({ ctx, input }),
  }),
]
