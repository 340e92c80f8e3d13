import { z } from 'zod'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { requireWholeWorkspace } from '../require-whole-workspace.ts'
import { olderThan } from './older-than.ts'
import { readPolicy, requireKeepable, RetentionPolicy } from './policy.ts'
import { retentionRules } from './retention-rule.ts'

export const PreviewRetentionInput = RetentionPolicy.partial()
export type PreviewRetentionInput = z.infer<typeof PreviewRetentionInput>

const count = z.int().describe('How many.')
export const RetentionPreview = z
  .object({
    wouldDelete: z.object({
      sources: count,
      deletedDocuments: count,
      finishedJobs: count,
      events: count,
      audit: count,
    }),
  })
  .meta({ id: 'RetentionPreview' })
export type RetentionPreview = z.infer<typeof RetentionPreview>

/** What would be deleted now, by the policy as it stands with these changes. Changes nothing. */
export async function previewRetention({
  ctx,
  input,
}: VerbArgs<PreviewRetentionInput>): Promise<RetentionPreview> {
  requirePermission(ctx, 'privacy.read')
  requireWholeWorkspace(ctx)
  const changes = PreviewRetentionInput.parse(input)
  requireKeepable(changes, ctx.config)
  const policy = { ...(await withTransaction(ctx, (tx) => readPolicy(tx, ctx))), ...changes }
  const wouldDelete = { sources: 0, deletedDocuments: 0, finishedJobs: 0, events: 0, audit: 0 }
  for (const rule of ctx.extensions.get(retentionRules)) {
    const days = policy[rule.kind]
    if (days !== null && days !== undefined) {
      wouldDelete[rule.kind] = await rule.count(ctx, olderThan(days))
    }
  }
  return { wouldDelete }
}
