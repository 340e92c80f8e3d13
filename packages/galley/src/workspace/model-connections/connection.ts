import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ForbiddenError } from '../../platform/error.ts'
import { defineEvent } from '../../platform/event.ts'
import type { ProviderDescription } from '../../platform/models/index.ts'
import { requirePermission } from '../../platform/verb.ts'
import { connectionCodes } from './codes.ts'
import { modelConnections } from './tables.ts'

/** Those that a workspace can bring a key of its own for. */
export const Provider = z.enum(['openai', 'anthropic', 'compatible'])
export type Provider = z.infer<typeof Provider>

const price = z.int().min(0).max(100_000_000_000)

export const StoredPrice = z.object({
  model: z.string().trim().min(1).max(200),
  inputMicros: price.describe('Micro-units of US dollars per million tokens.'),
  outputMicros: price,
})
export type StoredPrice = z.infer<typeof StoredPrice>

export const ModelConnection = z
  .object({
    provider: Provider,
    isConnected: z.boolean().describe('By this workspace, with a key of its own.'),
    isConfigured: z.boolean().describe('By the server; used where nothing is connected.'),
    keyHint: z.string().nullable().describe('The end of the key.'),
    baseUrl: z.string().nullable().describe("Null: the provider's own address."),
    model: z.string().nullable().describe('Asked when somebody names the provider alone.'),
    defaultModel: z.string().nullable().describe('What `model` is when nobody chooses one.'),
    isDefault: z.boolean().describe('Asked when nobody names a model.'),
    prices: z.array(StoredPrice).describe('Go before the prices that are known.'),
    status: z
      .enum(['untested', 'working', 'failing'])
      .nullable()
      .describe('What was last heard of it.'),
    problem: z.string().nullable().describe('What is wrong, and what to do about it.'),
    problemCode: z.string().nullable(),
    checkedAt: z.date().nullable(),
    updatedAt: z.date().nullable(),
  })
  .meta({ id: 'ModelConnection' })
export type ModelConnection = z.infer<typeof ModelConnection>

const about = z.object({ provider: z.string() })

export const connectionUpdated = defineEvent({
  type: 'model_connection.updated',
  summary: 'A workspace connected a provider of models, or changed the connection.',
  data: about.extend({ isDefault: z.boolean() }),
})
export const connectionDeleted = defineEvent({
  type: 'model_connection.deleted',
  summary: 'A workspace gave up its connection to a provider of models.',
  data: about,
})
export const connectionChecked = defineEvent({
  type: 'model_connection.checked',
  summary: 'A connection to a provider of models was found to work, or to fail.',
  data: about.extend({ status: z.string(), problemCode: z.string().nullable() }),
})

export type ConnectionRow = typeof modelConnections.$inferSelect

export async function findConnection(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  provider: string,
): Promise<ConnectionRow | undefined> {
  const [row] = await tx
    .select()
    .from(modelConnections)
    .where(
      and(eq(modelConnections.workspaceId, workspaceId), eq(modelConnections.provider, provider)),
    )
    .for('update')
  return row
}

/** What is known of a provider, with the workspace's connection if it has one: never with its key. */
export const toConnection = (
  { id, isConfigured, defaultModel }: ProviderDescription,
  row: ConnectionRow | undefined,
): ModelConnection => ({
  provider: id as Provider,
  isConnected: row !== undefined,
  isConfigured,
  keyHint: row?.keyHint ?? null,
  baseUrl: row?.baseUrl ?? null,
  model: row?.model ?? null,
  defaultModel,
  isDefault: row?.isDefault ?? false,
  prices: row?.prices ?? [],
  status: row?.status ?? null,
  problem: row?.problem ?? null,
  problemCode: row?.problemCode ?? null,
  checkedAt: row?.checkedAt ?? null,
  updatedAt: row?.updatedAt ?? null,
})

/** What the key of a connection is sealed for: moved to another row, it does not open. */
export const keyPurpose = (workspaceId: string, provider: string) =>
  `model_connection.api_key:${workspaceId}/${provider}`

/** A connection pays for the whole workspace, so who sees a part of it does not write it. */
export function requireConnectionWriter(ctx: Context): void {
  requirePermission(ctx, 'models.write')
  if (ctx.projectIds) throw new ForbiddenError(connectionCodes.MODEL_CONNECTIONS_NEED_WORKSPACE)
}

/** What the audit log keeps of a connection. */
export const auditedConnection = (row: ConnectionRow) => ({
  provider: row.provider,
  keyHint: row.keyHint,
  baseUrl: row.baseUrl,
  model: row.model,
  isDefault: row.isDefault,
  prices: row.prices,
})
