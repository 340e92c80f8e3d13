import { and, eq } from 'drizzle-orm'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../audit/index.ts'
import { lockAndAuthorize } from '../tenancy/index.ts'
import { auditable, getConnectionInWorkspace } from './connection.ts'
import { requireAnotherWay } from './enforcement.ts'
import { GetConnectionInput } from './get-connection.ts'
import { ssoConnections } from './tables.ts'

/**
 * Deletes a connection with its links to people; they stay members.
 *
 * @throws ConflictError when it is the last way in while that is enforced.
 */
export async function deleteConnection({
  ctx,
  input,
}: VerbArgs<GetConnectionInput>): Promise<void> {
  requirePermission(ctx, 'sso.write')
  const { connectionId } = GetConnectionInput.parse(input)

  await withTransaction(ctx, async (tx) => {
    const { workspace } = await lockAndAuthorize(tx, ctx, 'sso.write')
    const before = await getConnectionInWorkspace(tx, ctx, connectionId)
    await requireAnotherWay(tx, workspace, connectionId)
    await tx
      .delete(ssoConnections)
      .where(
        and(eq(ssoConnections.workspaceId, ctx.workspaceId), eq(ssoConnections.id, connectionId)),
      )
    await audit(tx, ctx, {
      action: 'sso_connection.delete',
      subject: connectionId,
      before: auditable(before),
    })
  })
}
