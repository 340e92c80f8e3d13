import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { getApiKey, GetApiKeyInput } from './get-api-key.ts'
import { issueApiKey, IssueApiKeyInput } from './issue-api-key.ts'
import { ApiKeyPage, listApiKeys, ListApiKeysInput } from './list-api-keys.ts'
import { ApiKey, NewKey } from './present-key.ts'
import { revokeApiKey, RevokeApiKeyInput } from './revoke-api-key.ts'
import { revokeOwnKey, RevokeOwnKeyInput } from './revoke-own-key.ts'
import { rotateApiKey, RotateApiKeyInput } from './rotate-api-key.ts'
import { updateApiKey, UpdateApiKeyInput } from './update-api-key.ts'
import { Whoami, whoami, WhoamiInput } from './whoami.ts'

const tag = 'api_keys'

const keyRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api-keys',
    tag,
    name: 'create',
    summary: "Makes an API key within the caller's own powers. It is shown this once.",
    permission: 'keys.write',
    input: IssueApiKeyInput,
    output: NewKey,
    status: 201,
    isShownOnce: true,
    example: { name: 'Website', permissions: ['documents.read'] },
    handle: ({ ctx, input }) => issueApiKey({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api-keys',
    tag,
    name: 'list',
    summary: 'Lists API keys, newest first; the keys themselves are not shown.',
    permission: 'keys.read',
    input: ListApiKeysInput,
    output: ApiKeyPage,
    handle: ({ ctx, input }) => listApiKeys({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api-keys/{key_id}',
    tag,
    name: 'get',
    summary: 'Reads what an API key is and may, and when it was last used.',
    permission: 'keys.read',
    input: GetApiKeyInput,
    output: ApiKey,
    handle: ({ ctx, input }) => getApiKey({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api-keys/{key_id}',
    tag,
    name: 'update',
    summary: 'Changes what an API key is called, what it may, where, and for how long.',
    permission: 'keys.write',
    input: UpdateApiKeyInput,
    output: ApiKey,
    handle: ({ ctx, input }) => updateApiKey({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api-keys/{key_id}/revoke',
    tag,
    name: 'revoke',
    summary: 'Ends an API key for good, within a second.',
    permission: 'keys.write',
    input: RevokeApiKeyInput,
    output: ApiKey,
    handle: ({ ctx, input }) => revokeApiKey({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api-keys/{key_id}/rotate',
    tag,
    name: 'rotate',
    summary: 'Makes a new key with the same settings; the old one works on for the overlap.',
    permission: 'keys.write',
    input: RotateApiKeyInput,
    output: NewKey,
    status: 201,
    isShownOnce: true,
    example: { overlap_seconds: 3600 },
    handle: ({ ctx, input }) => rotateApiKey({ ctx, input }),
  }),
]

export const identityRoutes = [
  ...keyRoutes,
  defineRoute({
    method: 'GET',
    path: '/whoami',
    tag: 'identity',
    name: 'whoami',
    summary: 'Says who is asking, in which workspace, and what they may there.',
    permission: 'identity.read',
    input: WhoamiInput,
    output: Whoami,
    handle: ({ ctx, input }) => whoami({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/whoami/revoke',
    tag: 'identity',
    name: 'revokeKey',
    summary: 'Revokes the key that the request came with: how a program signs out.',
    permission: 'identity.read',
    input: RevokeOwnKeyInput,
    output: z.void(),
    status: 204,
    body: 'none',
    handle: ({ ctx, input }) => revokeOwnKey({ ctx, input }),
  }),
]
