import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { requireWholeWorkspace } from '../require-whole-workspace.ts'
import { retentionPolicies } from '../tables.ts'
import { readPolicy, requireKeepable, RetentionPolicy } from './policy.ts'

export const UpdateRetentionInput = RetentionPolicy.partial()
export type UpdateRetentionInput = z.infer<typeof UpdateRetentionInput>

/**
 * Changes how long what is named is kept. It takes hold in the night: look at the preview first.
 *
 * @throws InvalidError for times that cannot be kept.
 */
export async function updateRetention({
  ctx,
  input,
}: VerbArgs<UpdateRetentionInput>): Promise<RetentionPolicy> {
  requirePermission(ctx, 'privacy.write')
  requireWholeWorkspace(ctx)
  const changes = UpdateRetentionInput.parse(input)
  requireKeepable(changes, ctx.config)
  const { workspaceId } = ctx

  return withTransaction(ctx, async (tx) => {
    await tx.insert(retentionPolicies).values({ workspaceId }).onConflictDoNothing()
    const row = sql`select from galley.retention_policies where workspace_id = ${workspaceId}`
    await tx.execute(sql`${row} for update`)
    const before = await readPolicy(tx, ctx)
    const updatedAt = new Date()
    await tx
      .update(retentionPolicies)
      .set({ ...changes, updatedAt })
      .where(sql`${retentionPolicies.workspaceId} = ${workspaceId}`)
    const after = await readPolicy(tx, ctx)
    await audit(tx, ctx, { action: 'retention.update', subject: workspaceId, before, after })
    return after
  })
}
