import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { NotFoundError } from '../../platform/error.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { connectionCodes } from './codes.ts'
import {
  auditedConnection,
  connectionDeleted,
  findConnection,
  Provider,
  requireConnectionWriter,
} from './connection.ts'
import { forgetProviders } from './own-providers.ts'
import { modelConnections } from './tables.ts'

export const DisconnectProviderInput = z.object({ provider: Provider })
export type DisconnectProviderInput = z.infer<typeof DisconnectProviderInput>

/** Gives a connection up, with its key. From then on the server's own configuration counts. */
export async function disconnectProvider({
  ctx,
  input,
}: VerbArgs<DisconnectProviderInput>): Promise<void> {
  requireConnectionWriter(ctx)
  const { provider } = DisconnectProviderInput.parse(input)
  await withTransaction(ctx, async (tx) => {
    const before = await findConnection(tx, ctx, provider)
    if (!before) throw new NotFoundError(connectionCodes.MODEL_CONNECTION_NOT_FOUND, { provider })
    await tx
      .delete(modelConnections)
      .where(
        and(
          eq(modelConnections.workspaceId, ctx.workspaceId),
          eq(modelConnections.provider, provider),
        ),
      )
    await audit(tx, ctx, {
      action: 'model_connection.delete',
      subject: provider,
      before: auditedConnection(before),
    })
    emit(tx, ctx, connectionDeleted, provider, { provider })
  })
  forgetProviders(ctx)
}
