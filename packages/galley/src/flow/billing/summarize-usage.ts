import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { usageEvents } from './tables.ts'
import { sumColumns, usageFilter, usageSums, usageWhere } from './usage.ts'

/** What a summary can be told apart by, and the column or expression behind it. */
const groups = {
  day: sql<string>`to_char(${usageEvents.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`,
  document: usageEvents.documentId,
  project: sql<string | null>`nullif(${usageEvents.projectId}, '')`,
  model: usageEvents.model,
  provider: usageEvents.provider,
  prompt: usageEvents.prompt,
  step: usageEvents.step,
  job: usageEvents.jobId,
  member: sql<string>`${usageEvents.actor} ->> 'id'`,
  status: usageEvents.status,
}
const names = Object.keys(groups) as [keyof typeof groups, ...(keyof typeof groups)[]]

export const SummarizeUsageInput = z.object({
  ...usageFilter,
  groupBy: z.enum(names).default('day'),
  limit: z.int().min(1).max(1000).default(200).describe('How many groups at most, dearest first.'),
})
export type SummarizeUsageInput = z.input<typeof SummarizeUsageInput>

export const UsageSummary = z.object({
  total: z.object(usageSums),
  groups: z.array(z.object({ key: z.string().nullable(), ...usageSums })),
})
export type UsageSummary = z.infer<typeof UsageSummary>

/** Sums of what was used, whole and by group. Days come in order, all else by what it cost. */
export async function summarizeUsage({
  ctx,
  input,
}: VerbArgs<SummarizeUsageInput>): Promise<UsageSummary> {
  requirePermission(ctx, 'billing.read')
  const { groupBy, limit, ...filter } = SummarizeUsageInput.parse(input)
  const where = usageWhere(ctx, filter)
  const key = sql<string | null>`${groups[groupBy]}`.as('key')
  const order = groupBy === 'day' ? sql`key` : sql`cost_micros desc, calls desc, key`
  return withTransaction(ctx, async (tx) => {
    const [total] = await tx.select(sumColumns).from(usageEvents).where(where)
    const rows = await tx
      .select({ key, ...sumColumns })
      .from(usageEvents)
      .where(where)
      .groupBy(sql`key`)
      .orderBy(order)
      .limit(limit)
    return { total: total!, groups: rows }
  })
}
