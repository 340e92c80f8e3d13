import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { budgets } from './tables.ts'

/** Amounts are micro-units of US dollars: 1,000,000 is one dollar. */
export const Budget = z.object({
  limitMicros: z.int().min(0).nullable().describe('Null: no limit.'),
  /** Held by calls that run now. */
  reservedMicros: z.int(),
  /** Since the budget was set, or last started over. */
  spentMicros: z.int(),
  remainingMicros: z.int().nullable(),
  spentPercent: z.int().nullable().describe('Of the limit, rounded down; null: no limit.'),
  status: z
    .enum(['none', 'ok', 'near', 'reached'])
    .describe('`none`: no limit. `near`: 80 % are spent. `reached`: all of it.'),
})
export type Budget = z.infer<typeof Budget>

/** The workspace's own budget, as the API shows it. */
export async function readWorkspaceBudget(tx: Transaction, ctx: Context): Promise<Budget> {
  const [row] = await tx
    .select()
    .from(budgets)
    .where(and(eq(budgets.workspaceId, ctx.workspaceId), eq(budgets.scope, 'workspace')))
  if (!row) {
    const nothing = { reservedMicros: 0, spentMicros: 0, remainingMicros: null, spentPercent: null }
    return { limitMicros: null, ...nothing, status: 'none' }
  }
  const { limitMicros, reservedMicros, spentMicros } = row
  const remainingMicros = Math.max(0, limitMicros - reservedMicros - spentMicros)
  const spentPercent = percentOf(spentMicros, limitMicros)
  const status = spentPercent >= 100 ? 'reached' : spentPercent >= NEAR_PERCENT ? 'near' : 'ok'
  return { limitMicros, reservedMicros, spentMicros, remainingMicros, spentPercent, status }
}

/** From here on people are warned. */
export const NEAR_PERCENT = 80

/** A limit of nothing is reached from the start. */
export const percentOf = (spentMicros: number, limitMicros: number): number =>
  limitMicros === 0 ? 100 : Math.floor((100 * spentMicros) / limitMicros)

/**
 * Gives a job a budget of its own, in the transaction that enqueues it. A second call for the same
 * job changes the limit and keeps what was spent.
 *
 * @example
 * const { jobId } = await ctx.jobs.enqueue(tx, { …, budgetMicros })
 * if (budgetMicros !== null) await ensureJobBudget(tx, ctx, jobId, budgetMicros)
 */
export async function ensureJobBudget(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId'>,
  jobId: string,
  limitMicros: number,
): Promise<void> {
  await tx
    .insert(budgets)
    .values({ id: newId('bud'), workspaceId: ctx.workspaceId, scope: 'job', jobId, limitMicros })
    .onConflictDoUpdate({
      target: [budgets.workspaceId, budgets.scope, budgets.jobId],
      set: { limitMicros, updatedAt: new Date() },
    })
}
