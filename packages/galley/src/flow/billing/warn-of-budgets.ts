import { eq, sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { notify } from '../../workspace/notifications/index.ts'
import { NEAR_PERCENT, percentOf } from './budget.ts'
import { budgets } from './tables.ts'

/** Shares of the limit at which people are told, the highest first. */
const MARKS = [100, NEAR_PERCENT]

/**
 * Cron: tells those who may set the budget that it is nearly spent, and that it is: each once, until
 * the limit changes or is counted anew.
 */
export async function warnOfBudgets(
  services: Pick<Services, 'db' | 'permissionCatalogue'>,
): Promise<void> {
  await services.db.systemTransaction(async (tx) => {
    const due = await tx
      .select()
      .from(budgets)
      .where(
        sql`${budgets.scope} = 'workspace' and ${budgets.limitMicros} > 0
          and ${budgets.warnedPercent} < 100
          and 100 * ${budgets.spentMicros} >= ${budgets.limitMicros} * (
            case when ${budgets.warnedPercent} < ${NEAR_PERCENT} then ${NEAR_PERCENT}::int
            else 100 end)`,
      )
      .for('update', { skipLocked: true })
    for (const budget of due) await warn(tx, services, budget)
  })
}

async function warn(
  tx: Transaction,
  { permissionCatalogue }: Pick<Services, 'permissionCatalogue'>,
  { id, workspaceId, limitMicros, spentMicros }: typeof budgets.$inferSelect,
): Promise<void> {
  const percent = MARKS.find((mark) => percentOf(spentMicros, limitMicros) >= mark)
  if (percent === undefined) return
  await tx.update(budgets).set({ warnedPercent: percent }).where(eq(budgets.id, id))
  await notify(
    tx,
    { workspaceId, permissionCatalogue },
    {
      kind: 'spending_near_cap',
      subject: workspaceId,
      data: { percent, limit_micros: limitMicros, spent_micros: spentMicros },
      to: { permission: 'billing.write' },
      dedupeKey: `${id} ${limitMicros} ${percent} ${Date.now()}`,
    },
  )
}
