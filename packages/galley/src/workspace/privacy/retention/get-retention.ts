import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { requireWholeWorkspace } from '../require-whole-workspace.ts'
import { readPolicy } from './policy.ts'
import type { RetentionPolicy } from './policy.ts'

/** How long this workspace keeps what. */
export async function getRetention({ ctx }: Pick<VerbArgs, 'ctx'>): Promise<RetentionPolicy> {
  requirePermission(ctx, 'privacy.read')
  requireWholeWorkspace(ctx)
  return withTransaction(ctx, (tx) => readPolicy(tx, ctx))
}
