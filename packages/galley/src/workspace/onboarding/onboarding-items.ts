import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineExtensionPoint } from '../../platform/extension.ts'

/** The first steps, in the order in which they are shown. */
export const onboardingIds = [
  'account_secured',
  'source_added',
  'article_written',
  'model_connected',
  'member_invited',
  'brand_set',
] as const
export type OnboardingId = (typeof onboardingIds)[number]

/**
 * How a first step is known to be done. The module that owns the thing says so.
 *
 * @example
 * onboardingItems.contribute({
 *   id: 'source_added',
 *   isDone: (tx, ctx) => isThere(tx, sources, eq(sources.workspaceId, ctx.workspaceId)),
 * })
 */
export interface OnboardingItem {
  id: OnboardingId
  /** In a transaction of the workspace. Null: this caller has no such step. */
  isDone(tx: Transaction, ctx: Context): Promise<boolean | null>
}

export const onboardingItems = defineExtensionPoint<OnboardingItem>('onboarding.items')

/** Whether a table has such a row, however many there are. */
export async function isThere(tx: Transaction, table: PgTable, where: SQL): Promise<boolean> {
  const found = await tx
    .select({ one: sql`1` })
    .from(table)
    .where(where)
    .limit(1)
  return found.length > 0
}
