import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { InvalidError } from '../../platform/error.ts'
import { describeProviders } from '../../platform/models/index.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { connectionCodes } from './codes.ts'
import {
  auditedConnection,
  connectionUpdated,
  findConnection,
  keyPurpose,
  Provider,
  requireConnectionWriter,
  StoredPrice,
  toConnection,
} from './connection.ts'
import type { ConnectionRow, ModelConnection } from './connection.ts'
import { forgetProviders } from './own-providers.ts'
import { modelConnections } from './tables.ts'

const HINT_LETTERS = 4

export const ConnectProviderInput = z.object({
  provider: Provider,
  apiKey: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,500}$/, 'is no key: it has spaces, or is too long')
    .optional()
    .describe('Kept sealed and never shown again. Absent: the one that is there.'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .transform((url) => url.replace(/\/+$/, ''))
    .nullish()
    .describe('Of a server that speaks the same protocol; `compatible` needs it. Null: none.'),
  model: z.string().trim().min(1).max(200).nullish().describe('As the provider calls it.'),
  isDefault: z.boolean().optional().describe('Ask it when nobody names a model.'),
  prices: z.array(StoredPrice).max(200).optional(),
})
export type ConnectProviderInput = z.input<typeof ConnectProviderInput>
type Given = z.output<typeof ConnectProviderInput>

/**
 * Connects the workspace to a provider of models, or changes the connection: what is not named
 * stays as it is. The first connection is the workspace's default.
 *
 * @throws InvalidError when a key, an address or a model is missing, or when a kept key would go to
 * an address that it was not given for.
 */
export async function connectProvider({
  ctx,
  input,
}: VerbArgs<ConnectProviderInput>): Promise<ModelConnection> {
  requireConnectionWriter(ctx)
  const given = ConnectProviderInput.parse(input)
  const { provider, apiKey } = given
  const sealed = apiKey && (await ctx.secrets.seal(keyPurpose(ctx.workspaceId, provider), apiKey))
  const known = describeProviders(ctx.config).find(({ id }) => id === provider)!

  const row = await withTransaction(ctx, async (tx) => {
    const before = await findConnection(tx, ctx, provider)
    const next = merge(ctx, given, before, known.defaultModel)
    const isDefault = await chooseDefault(tx, ctx, given, before)
    const values = {
      ...next,
      isDefault,
      ...(sealed && { apiKey: sealed, keyHint: apiKey!.slice(-HINT_LETTERS) }),
      ...changedStatus(given, next, before),
      updatedAt: new Date(),
    }
    const [after] = await tx
      .insert(modelConnections)
      .values({ status: 'untested', ...values, workspaceId: ctx.workspaceId, provider })
      .onConflictDoUpdate({
        target: [modelConnections.workspaceId, modelConnections.provider],
        set: values,
      })
      .returning()
    await audit(tx, ctx, {
      action: before ? 'model_connection.update' : 'model_connection.create',
      subject: provider,
      ...(before && { before: auditedConnection(before) }),
      after: auditedConnection(after!),
    })
    emit(tx, ctx, connectionUpdated, provider, { provider, isDefault })
    return after!
  })
  forgetProviders(ctx)
  return toConnection(known, row)
}

/** What the connection is from now on. */
function merge(
  ctx: Context,
  given: Given,
  before: ConnectionRow | undefined,
  defaultModel: string | null,
): Pick<ConnectionRow, 'baseUrl' | 'model' | 'prices'> {
  const { provider } = given
  const baseUrl = given.baseUrl === undefined ? (before?.baseUrl ?? null) : given.baseUrl
  const model = given.model === undefined ? (before?.model ?? null) : given.model
  const prices = given.prices ?? before?.prices ?? []
  const hasKey = before?.apiKey != null
  if (provider === 'compatible') {
    if (baseUrl === null) {
      throw new InvalidError(connectionCodes.MODEL_CONNECTION_ADDRESS_NEEDED, { provider })
    }
  } else if (!given.apiKey && !hasKey) {
    throw new InvalidError(connectionCodes.MODEL_CONNECTION_KEY_NEEDED, { provider })
  }
  if (model === null && defaultModel === null) {
    throw new InvalidError(connectionCodes.MODEL_CONNECTION_MODEL_NEEDED, { provider })
  }
  // Whoever may change the address would read the key at their own server.
  if (hasKey && !given.apiKey && baseUrl !== before.baseUrl) {
    throw new InvalidError(connectionCodes.MODEL_CONNECTION_KEY_ELSEWHERE, {
      provider,
      before: before.baseUrl ?? 'its own address',
    })
  }
  if (baseUrl?.startsWith('http:') && !ctx.config.GALLEY_ALLOW_PRIVATE_NETWORK) {
    throw new InvalidError(connectionCodes.MODEL_CONNECTION_INSECURE, { address: baseUrl })
  }
  return { baseUrl, model, prices }
}

/** One connection at most is asked when nobody names a model; the first one is, if nobody objects. */
async function chooseDefault(
  tx: Transaction,
  ctx: Context,
  { provider, isDefault }: Given,
  before: ConnectionRow | undefined,
): Promise<boolean> {
  const others = and(
    eq(modelConnections.workspaceId, ctx.workspaceId),
    ne(modelConnections.provider, provider),
  )
  if (isDefault) await tx.update(modelConnections).set({ isDefault: false }).where(others)
  if (isDefault !== undefined) return isDefault
  if (before) return before.isDefault
  return (await tx.$count(modelConnections, others)) === 0
}

/** What was heard of it counts for the key, address and model that it was heard of. */
function changedStatus(
  { apiKey }: Given,
  next: Pick<ConnectionRow, 'baseUrl' | 'model'>,
  before: ConnectionRow | undefined,
): Partial<ConnectionRow> {
  const isSame = !apiKey && before && before.baseUrl === next.baseUrl && before.model === next.model
  return isSame ? {} : { status: 'untested', problem: null, problemCode: null, checkedAt: null }
}
