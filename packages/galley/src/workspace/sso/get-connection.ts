import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { getConnectionInWorkspace, presentConnection } from './connection.ts'
import type { SsoConnection } from './connection.ts'

export const GetConnectionInput = z.object({ connectionId: z.string() })
export type GetConnectionInput = z.infer<typeof GetConnectionInput>

export async function getConnection({
  ctx,
  input,
}: VerbArgs<GetConnectionInput>): Promise<SsoConnection> {
  requirePermission(ctx, 'sso.read')
  const { connectionId } = GetConnectionInput.parse(input)
  const row = await withTransaction(ctx, (tx) => getConnectionInWorkspace(tx, ctx, connectionId))
  return presentConnection(row)
}
