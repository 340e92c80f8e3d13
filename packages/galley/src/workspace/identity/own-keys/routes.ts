import { z } from 'zod'
import { defineRoute } from '../../../platform/http/index.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { listOwnKeys, ListOwnKeysInput, OwnApiKeyPage } from './list-own-keys.ts'
import { revokeKeyOfOwn, RevokeKeyOfOwnInput } from './revoke-key-of-own.ts'

const tag = 'account'

export const ownKeyRoutes = [
  defineRoute({
    method: 'GET',
    path: '/account/api-keys',
    tag,
    name: 'listApiKeys',
    summary: 'Lists the API keys that speak for you, in all workspaces: programs that you let in.',
    permission: ACCOUNT,
    input: ListOwnKeysInput,
    output: OwnApiKeyPage,
    handle: ({ ctx, input }) => listOwnKeys({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/account/api-keys/{key_id}',
    tag,
    name: 'revokeApiKey',
    summary: 'Ends an API key of your own, within a second.',
    permission: ACCOUNT,
    input: RevokeKeyOfOwnInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => revokeKeyOfOwn({ ctx, input }),
  }),
]
