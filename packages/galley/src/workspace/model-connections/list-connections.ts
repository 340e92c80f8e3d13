import { describeProviders } from '../../platform/models/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { toConnection } from './connection.ts'
import type { ModelConnection } from './connection.ts'
import { modelConnections } from './tables.ts'

/** Every provider that can be connected, with the workspace's connection where there is one. */
export async function listConnections({
  ctx,
}: Pick<VerbArgs, 'ctx'>): Promise<{ items: ModelConnection[] }> {
  requirePermission(ctx, 'models.read')
  const rows = await withTransaction(ctx, (tx) => tx.select().from(modelConnections))
  return {
    items: describeProviders(ctx.config).map((provider) =>
      toConnection(
        provider,
        rows.find((row) => row.provider === provider.id),
      ),
    ),
  }
}
