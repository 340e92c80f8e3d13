import { z } from 'zod'
import { defineRoute, Reply } from '../../platform/http/index.ts'
import { rememberBrowser } from './browser-cookie.ts'
import { SsoConnection } from './connection.ts'
import { ConnectionTest } from './connection-test.ts'
import { createConnection, CreateConnectionInput } from './create-connection.ts'
import { deleteConnection } from './delete-connection.ts'
import { describeServiceProvider, ServiceProviderInfo } from './describe-service-provider.ts'
import { SsoEnforcement } from './enforcement.ts'
import { getConnection, GetConnectionInput } from './get-connection.ts'
import { getEnforcement } from './get-enforcement.ts'
import { ConnectionList, listConnections } from './list-connections.ts'
import { IdentityPage, listIdentities, ListIdentitiesInput } from './list-identities.ts'
import { resetIdentity, ResetIdentityInput } from './reset-identity.ts'
import { setEnforcement } from './set-enforcement.ts'
import { SignInStart, startSignIn, StartSignInInput } from './start-sign-in.ts'
import {
  getConnectionTest,
  GetConnectionTestInput,
  testConnection,
  TestStart,
} from './test-connection.ts'
import { updateConnection, UpdateConnectionInput } from './update-connection.ts'

const tag = 'sso'
const read = 'sso.read'
const write = 'sso.write'
/** Pasted metadata of a provider, with its certificates. */
const maximumBodyBytes = 2 * 1024 * 1024

export const ssoRoutes = [
  defineRoute({
    method: 'POST',
    path: '/auth/sso',
    tag,
    name: 'start',
    summary: 'Begins a sign-in at the identity provider of a work address.',
    permission: null,
    input: StartSignInInput,
    output: SignInStart,
    async handle({ ctx, input, request }) {
      const { browser, cookie } = rememberBrowser(ctx.config, request.headers)
      return new Reply(await startSignIn({ ctx, input, browser }), { cookies: [cookie] })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/sso/connections',
    tag,
    name: 'list',
    summary: 'Lists the connections to identity providers.',
    permission: read,
    input: z.object({}),
    output: ConnectionList,
    handle: ({ ctx }) => listConnections({ ctx }),
  }),
  defineRoute({
    method: 'POST',
    path: '/sso/connections',
    tag,
    name: 'create',
    summary: 'Connects the workspace to an identity provider, by OpenID Connect or SAML.',
    permission: write,
    input: CreateConnectionInput,
    output: SsoConnection,
    status: 201,
    maximumBodyBytes,
    example: {
      name: 'Okta',
      saml: { metadata_url: 'https://example.okta.com/app/x/sso/saml/metadata' },
    },
    handle: ({ ctx, input }) => createConnection({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/sso/connections/{connection_id}',
    tag,
    name: 'get',
    summary: 'Reads a connection, never its secret.',
    permission: read,
    input: GetConnectionInput,
    output: SsoConnection,
    handle: ({ ctx, input }) => getConnection({ ctx, input }),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/sso/connections/{connection_id}',
    tag,
    name: 'update',
    summary:
      'Changes a connection: its settings, certificates, secret, roles, or whether it is in use.',
    permission: write,
    input: UpdateConnectionInput,
    output: SsoConnection,
    maximumBodyBytes,
    handle: ({ ctx, input }) => updateConnection({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/sso/connections/{connection_id}',
    tag,
    name: 'delete',
    summary: 'Deletes a connection; the people who came through it stay.',
    permission: write,
    input: GetConnectionInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => deleteConnection({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/sso/connections/{connection_id}/service-provider',
    tag,
    name: 'describeServiceProvider',
    summary: 'Tells what has to be set up at the identity provider.',
    permission: read,
    input: GetConnectionInput,
    output: ServiceProviderInfo,
    handle: ({ ctx, input }) => describeServiceProvider({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: '/sso/connections/{connection_id}/test',
    tag,
    name: 'test',
    summary: 'Tries a connection out, without signing anybody in.',
    permission: write,
    input: GetConnectionInput,
    output: TestStart,
    status: 201,
    async handle({ ctx, input, request }) {
      const { browser, cookie } = rememberBrowser(ctx.config, request.headers)
      return new Reply(await testConnection({ ctx, input, browser }), { cookies: [cookie] })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/sso/connections/{connection_id}/tests/{test_id}',
    tag,
    name: 'getTest',
    summary: 'Reads what trying a connection out has shown.',
    permission: write,
    input: GetConnectionTestInput,
    output: ConnectionTest,
    handle: ({ ctx, input }) => getConnectionTest({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/sso/identities',
    tag,
    name: 'listIdentities',
    summary: 'Lists which people are linked to whom at the identity providers.',
    permission: read,
    input: ListIdentitiesInput,
    output: IdentityPage,
    handle: ({ ctx, input }) => listIdentities({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/sso/identities/{identity_id}',
    tag,
    name: 'resetIdentity',
    summary: 'Resets a link, so that a person can be linked to another identity of the provider.',
    permission: write,
    input: ResetIdentityInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => resetIdentity({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/sso/enforcement',
    tag,
    name: 'getEnforcement',
    summary: 'Tells whether members must come through the identity provider.',
    permission: read,
    input: z.object({}),
    output: SsoEnforcement,
    handle: ({ ctx }) => getEnforcement({ ctx }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/sso/enforcement',
    tag,
    name: 'setEnforcement',
    summary: 'Says whether members must come through the identity provider; owners need not.',
    permission: write,
    input: SsoEnforcement,
    output: SsoEnforcement,
    handle: ({ ctx, input }) => setEnforcement({ ctx, input }),
  }),
]
