import { z } from 'zod'
import { GalleyError, NotFoundError } from '../../platform/error.ts'
import { definePrompt, describeProviders } from '../../platform/models/index.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { connectionCodes } from './codes.ts'
import {
  findConnection,
  ModelConnection,
  Provider,
  requireConnectionWriter,
  toConnection,
} from './connection.ts'
import { keepStatus } from './note-status.ts'
import { forgetProviders, revisionOf } from './own-providers.ts'

export const TestConnectionInput = z.object({ provider: Provider })
export type TestConnectionInput = z.infer<typeof TestConnectionInput>

export const ConnectionTest = z.object({
  isWorking: z.boolean(),
  model: z.string().nullable().describe('The one that was asked.'),
  latencyMs: z.int(),
  costMicros: z.int().nullable().describe('Null: not known.'),
  connection: ModelConnection,
})
export type ConnectionTest = z.infer<typeof ConnectionTest>

/** The least that shows that the key, the address and the model are right, and JSON is understood. */
const greeting = definePrompt({
  id: 'models.test',
  version: 1,
  input: z.object({}),
  output: z.object({ answer: z.string() }),
  maxOutputTokens: 200,
  render: () => ({
    instructions: 'You are asked whether you can be reached.',
    prompt: 'Answer with the one word "yes".',
  }),
})

/**
 * Asks the provider for one word. It costs what that costs, and is metered like any call.
 *
 * @throws NotFoundError when the workspace has no such connection.
 */
export async function testConnection({
  ctx,
  input,
}: VerbArgs<TestConnectionInput>): Promise<ConnectionTest> {
  requireConnectionWriter(ctx)
  const { provider } = TestConnectionInput.parse(input)
  const read = () => withTransaction(ctx, (tx) => findConnection(tx, ctx, provider))
  const tested = await read()
  if (!tested) {
    throw new NotFoundError(connectionCodes.MODEL_CONNECTION_NOT_FOUND, { provider })
  }
  forgetProviders(ctx)
  const startedAt = performance.now()
  const request = { prompt: greeting, input: {}, model: provider, isAlone: true }
  const result = await ctx.models.generate(ctx, request).catch((error: unknown) => {
    if (error instanceof GalleyError && error.kind !== 'cancelled') return error
    throw error
  })
  const latencyMs = Math.round(performance.now() - startedAt)
  const error = result instanceof GalleyError ? result : null
  await keepStatus(ctx, { provider, revision: revisionOf(tested) }, error)
  forgetProviders(ctx)
  const known = describeProviders(ctx.config).find(({ id }) => id === provider)!
  return {
    isWorking: error === null,
    model: result instanceof GalleyError ? null : result.model,
    latencyMs,
    costMicros: result instanceof GalleyError ? null : result.usage.costMicros,
    connection: toConnection(known, await read()),
  }
}
