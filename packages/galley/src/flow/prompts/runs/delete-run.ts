import { z } from 'zod'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../../workspace/audit/index.ts'
import { promptRuns } from '../tables.ts'
import { getRunInWorkspace, isRun, promptRunDeleted } from './prompt-run.ts'

export const DeleteRunInput = z.object({ runId: z.string() })
export type DeleteRunInput = z.infer<typeof DeleteRunInput>

/** Deletes a try. What it cost stays in the accounts. */
export async function deleteRun({ ctx, input }: VerbArgs<DeleteRunInput>): Promise<void> {
  requirePermission(ctx, 'prompts.try')
  const { runId } = DeleteRunInput.parse(input)
  await withTransaction(ctx, async (tx) => {
    const { templateId, model, projectId } = await getRunInWorkspace(tx, ctx, runId)
    await tx.delete(promptRuns).where(isRun(ctx, runId))
    await audit(tx, ctx, {
      action: 'prompt_run.delete',
      subject: runId,
      before: { templateId, model },
    })
    emit(tx, ctx, promptRunDeleted, runId, { templateId }, { projectId })
  })
}
