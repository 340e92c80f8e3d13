import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../../platform/db/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { Budget, readWorkspaceBudget } from './budget.ts'
import { nameGroups } from './name-groups.ts'
import { usageEvents } from './tables.ts'
import { documentOf, stepName, sumColumns, usageFilter, usageSums, usageWhere } from './usage.ts'

/** What a summary can be told apart by, and the column or expression behind it. */
const groups = {
  day: sql<string>`to_char(${usageEvents.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`,
  document: documentOf,
  project: sql<string | null>`nullif(${usageEvents.projectId}, '')`,
  model: usageEvents.model,
  provider: usageEvents.provider,
  prompt: usageEvents.prompt,
  step: stepName,
  job: usageEvents.jobId,
  member: sql<string>`${usageEvents.actor} ->> 'id'`,
  status: usageEvents.status,
}
export type UsageGrouping = keyof typeof groups
const names = Object.keys(groups) as [UsageGrouping, ...UsageGrouping[]]

export const SummarizeUsageInput = z.object({
  ...usageFilter,
  groupBy: z.enum(names).default('day'),
  limit: z.int().min(1).max(1000).default(200).describe('How many groups at most, dearest first.'),
})
export type SummarizeUsageInput = z.input<typeof SummarizeUsageInput>

export const UsageGroup = z.object({
  key: z.string().nullable(),
  name: z
    .string()
    .nullable()
    .describe("What people call it: a document's title, a member's or project's name."),
  ...usageSums,
})
export type UsageGroup = z.infer<typeof UsageGroup>

export const UsageSummary = z.object({
  total: z.object(usageSums),
  previous: z
    .object({ from: z.iso.date(), to: z.iso.date(), total: z.object(usageSums) })
    .nullable()
    .describe('As many days before; null unless `from` and `to` are given.'),
  groups: z.array(UsageGroup),
  budget: Budget,
})
export type UsageSummary = z.infer<typeof UsageSummary>

/**
 * Sums of what was used, whole and by group, beside those of the time before and what may be spent.
 * Days come in order, all else by what it cost.
 */
export async function summarizeUsage({
  ctx,
  input,
}: VerbArgs<SummarizeUsageInput>): Promise<UsageSummary> {
  requirePermission(ctx, 'billing.read')
  const { groupBy, limit, ...filter } = SummarizeUsageInput.parse(input)
  const where = usageWhere(ctx, filter)
  const before = periodBefore(filter)
  const key = sql<string | null>`${groups[groupBy]}`.as('key')
  const order = groupBy === 'day' ? sql`key` : sql`cost_micros desc, calls desc, key`
  return withTransaction(ctx, async (tx) => {
    const rows = await tx
      .select({ key, ...sumColumns })
      .from(usageEvents)
      .where(where)
      .groupBy(sql`key`)
      .orderBy(order)
      .limit(limit)
    const previous = before && {
      ...before,
      total: await sumUp(tx, usageWhere(ctx, { ...filter, ...before })),
    }
    return {
      total: await sumUp(tx, where),
      previous,
      groups: await nameGroups(tx, ctx, groupBy, rows),
      budget: await readWorkspaceBudget(tx, ctx),
    }
  })
}

async function sumUp(tx: Transaction, where: SQL | undefined) {
  const [total] = await tx.select(sumColumns).from(usageEvents).where(where)
  return total!
}

const DAY_MS = 86_400_000
const toDay = (moment: number) => new Date(moment).toISOString().slice(0, 10)

/**
 * As many days, ending on the day before the first.
 *
 * @example
 * periodBefore({ from: '2026-03-08', to: '2026-03-14' }) // { from: '2026-03-01', to: '2026-03-07' }
 */
export function periodBefore({
  from,
  to,
}: {
  from?: string | undefined
  to?: string | undefined
}): { from: string; to: string } | null {
  if (!from || !to) return null
  const [first, last] = [Date.parse(from), Date.parse(to)]
  return { from: toDay(2 * first - last - DAY_MS), to: toDay(first - DAY_MS) }
}
