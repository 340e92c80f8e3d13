import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'

export const ReconcileUsageInput = z.object({})
export type ReconcileUsageInput = z.infer<typeof ReconcileUsageInput>

export const UsageDifference = z.object({
  day: z.string(),
  model: z.string(),
  prompt: z.string(),
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicros: z.int(),
})
export type UsageDifference = z.infer<typeof UsageDifference>

/**
 * Compares the daily sums with the events they were made from and returns what differs, sums minus
 * events: nothing, once an aggregation has run.
 */
export async function reconcileUsage({
  ctx,
  input,
}: VerbArgs<ReconcileUsageInput>): Promise<UsageDifference[]> {
  requirePermission(ctx, 'billing.read')
  ReconcileUsageInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const { rows } = await tx.execute<UsageDifference & Record<string, unknown>>(sql`
      select to_char(day, 'YYYY-MM-DD') as day, model, prompt, sum(calls)::int as calls,
             sum(input_tokens)::float8 as "inputTokens", sum(output_tokens)::float8 as "outputTokens",
             sum(cost_micros)::float8 as "costMicros"
      from (
        select day, model, prompt, calls, failed_calls, input_tokens, output_tokens, cached_tokens,
               cost_micros, unpriced_calls
        from galley.usage_daily where workspace_id = ${ctx.workspaceId}
        union all
        select (created_at at time zone 'UTC')::date, model, prompt, -1,
               -(status <> 'ok')::int, -coalesce(input_tokens, 0), -coalesce(output_tokens, 0),
               -coalesce(cached_tokens, 0), -coalesce(cost_micros, 0), -(cost_micros is null)::int
        from galley.usage_events where workspace_id = ${ctx.workspaceId}
      ) as entries
      group by day, model, prompt
      having sum(calls) <> 0 or sum(failed_calls) <> 0 or sum(input_tokens) <> 0
          or sum(output_tokens) <> 0 or sum(cached_tokens) <> 0 or sum(cost_micros) <> 0
          or sum(unpriced_calls) <> 0
      order by day, model, prompt`)
    return rows
  })
}
