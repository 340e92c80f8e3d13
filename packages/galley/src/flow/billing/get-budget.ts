import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { readWorkspaceBudget } from './budget.ts'
import type { Budget } from './budget.ts'

export const GetBudgetInput = z.object({})
export type GetBudgetInput = z.infer<typeof GetBudgetInput>

/** What the workspace may spend, and has spent. */
export async function getBudget({ ctx, input }: VerbArgs<GetBudgetInput>): Promise<Budget> {
  requirePermission(ctx, 'billing.read')
  GetBudgetInput.parse(input)
  return withTransaction(ctx, (tx) => readWorkspaceBudget(tx, ctx))
}
