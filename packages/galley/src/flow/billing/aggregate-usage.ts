import { sql } from 'drizzle-orm'
import type { Database } from '../../platform/db/index.ts'

/** Arbitrary, and the same in every process: one aggregation at a time. */
const AGGREGATION_LOCK = 727_010

/**
 * Makes the daily sums of every day that can have changed: from the day before the last one that
 * was summed, up to today. Each day is made anew from its events, so it can run any number of
 * times, after any downtime, beside running calls. Returns how many rows it wrote.
 */
export async function aggregateUsage(db: Pick<Database, 'systemTransaction'>): Promise<number> {
  return db.systemTransaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${AGGREGATION_LOCK})`)
    const { rows } = await tx.execute<{ count: number }>(sql`
      with since as (
        select coalesce(max(day), '-infinity'::date) - 1 as day from galley.usage_daily
      ), sums as (
        select workspace_id, (created_at at time zone 'UTC')::date as day, model, prompt,
               count(*)::int as calls,
               (count(*) filter (where status <> 'ok'))::int as failed_calls,
               coalesce(sum(input_tokens), 0)::bigint as input_tokens,
               coalesce(sum(output_tokens), 0)::bigint as output_tokens,
               coalesce(sum(cached_tokens), 0)::bigint as cached_tokens,
               coalesce(sum(cost_micros), 0)::bigint as cost_micros,
               (count(*) filter (where cost_micros is null))::int as unpriced_calls
        from galley.usage_events, since
        where created_at >= since.day::timestamp at time zone 'UTC'
        group by 1, 2, 3, 4
      ), written as (
        insert into galley.usage_daily
          (workspace_id, day, model, prompt, calls, failed_calls, input_tokens, output_tokens,
           cached_tokens, cost_micros, unpriced_calls)
        select * from sums
        on conflict (workspace_id, day, model, prompt) do update set
          calls = excluded.calls, failed_calls = excluded.failed_calls,
          input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
          cached_tokens = excluded.cached_tokens, cost_micros = excluded.cost_micros,
          unpriced_calls = excluded.unpriced_calls
        returning 1
      )
      select count(*)::int as count from written`)
    return rows[0]!.count
  })
}
