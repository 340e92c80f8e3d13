import { z } from 'zod'
import { defineRoute } from '../../platform/http/index.ts'
import { connectProvider, ConnectProviderInput } from './connect-provider.ts'
import { ModelConnection } from './connection.ts'
import { disconnectProvider, DisconnectProviderInput } from './disconnect-provider.ts'
import { listConnections } from './list-connections.ts'
import { ConnectionTest, testConnection, TestConnectionInput } from './test-connection.ts'

const tag = 'model_connections'
const PLACE = '/model-connections/{provider}'

export const modelConnectionRoutes = [
  defineRoute({
    method: 'GET',
    path: '/model-connections',
    tag,
    name: 'list',
    summary: 'Lists the providers of models that can be connected, and those that are.',
    permission: 'models.read',
    input: z.object({}),
    output: z.object({ items: z.array(ModelConnection) }),
    handle: ({ ctx }) => listConnections({ ctx }),
  }),
  defineRoute({
    method: 'PUT',
    path: PLACE,
    tag,
    name: 'connect',
    summary: 'Connects a provider with a key of your own, or changes the connection.',
    permission: 'models.write',
    input: ConnectProviderInput,
    output: ModelConnection,
    example: { api_key: 'sk-…', model: 'gpt-6-luna', is_default: true },
    handle: ({ ctx, input }) => connectProvider({ ctx, input }),
  }),
  defineRoute({
    method: 'POST',
    path: `${PLACE}/test`,
    tag,
    name: 'test',
    summary: 'Asks the provider for one word, to see whether the connection works.',
    permission: 'models.write',
    input: TestConnectionInput,
    output: ConnectionTest,
    handle: ({ ctx, input }) => testConnection({ ctx, input }),
  }),
  defineRoute({
    method: 'DELETE',
    path: PLACE,
    tag,
    name: 'disconnect',
    summary: 'Gives a connection up, with its key.',
    permission: 'models.write',
    input: DisconnectProviderInput,
    output: z.void(),
    status: 204,
    handle: ({ ctx, input }) => disconnectProvider({ ctx, input }),
  }),
]
