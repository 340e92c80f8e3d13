import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '../../platform/id.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { audit } from '../../workspace/audit/index.ts'
import { readWorkspaceBudget } from './budget.ts'
import type { Budget } from './budget.ts'
import { budgets } from './tables.ts'

export const SetBudgetInput = z.object({
  limitMicros: z
    .int()
    .min(0)
    .nullable()
    .describe('Micro-units of US dollars (1,000,000 is one dollar); null lifts the limit.'),
  startOver: z.boolean().default(false).describe('Counts what is spent from now on.'),
})
export type SetBudgetInput = z.input<typeof SetBudgetInput>

/** Sets, changes or lifts what the workspace may spend on models. */
export async function setBudget({ ctx, input }: VerbArgs<SetBudgetInput>): Promise<Budget> {
  requirePermission(ctx, 'billing.write')
  const { limitMicros, startOver } = SetBudgetInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const before = await readWorkspaceBudget(tx, ctx)
    const isOwn = and(eq(budgets.workspaceId, ctx.workspaceId), eq(budgets.scope, 'workspace'))
    if (limitMicros === null) await tx.delete(budgets).where(isOwn)
    else {
      const key = { workspaceId: ctx.workspaceId, scope: 'workspace' as const, jobId: '' }
      await tx
        .insert(budgets)
        .values({ id: newId('bud'), ...key, limitMicros })
        .onConflictDoUpdate({
          target: [budgets.workspaceId, budgets.scope, budgets.jobId],
          set: {
            limitMicros,
            // Another limit is warned of anew.
            warnedPercent: 0,
            updatedAt: sql`now()`,
            ...(startOver && { spentMicros: 0 }),
          },
        })
    }
    const after = await readWorkspaceBudget(tx, ctx)
    await audit(tx, ctx, { action: 'budget.set', subject: ctx.workspaceId, before, after })
    return after
  })
}
