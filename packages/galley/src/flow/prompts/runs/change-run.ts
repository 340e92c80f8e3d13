import { z } from 'zod'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../../workspace/audit/index.ts'
import { promptRuns } from '../tables.ts'
import { describeRuns, getRunInWorkspace, isRun, promptRunUpdated } from './prompt-run.ts'
import type { PromptRun } from './prompt-run.ts'

export const ChangeRunInput = z.object({ runId: z.string(), isFavourite: z.boolean() })
export type ChangeRunInput = z.infer<typeof ChangeRunInput>

/** Marks a try as a favourite, or takes the mark away. */
export async function changeRun({ ctx, input }: VerbArgs<ChangeRunInput>): Promise<PromptRun> {
  requirePermission(ctx, 'prompts.try')
  const { runId, isFavourite } = ChangeRunInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const before = await getRunInWorkspace(tx, ctx, runId)
    if (before.isFavourite === isFavourite) return (await describeRuns(tx, ctx, [before]))[0]!
    const after = await tx
      .update(promptRuns)
      .set({ isFavourite })
      .where(isRun(ctx, runId))
      .returning()
    await audit(tx, ctx, {
      action: 'prompt_run.mark',
      subject: runId,
      before: { isFavourite: before.isFavourite },
      after: { isFavourite },
    })
    const { templateId, projectId } = before
    emit(tx, ctx, promptRunUpdated, runId, { templateId, isFavourite }, { projectId })
    return (await describeRuns(tx, ctx, after))[0]!
  })
}
