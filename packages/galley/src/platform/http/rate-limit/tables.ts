import { doublePrecision, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { galley, moment, tenantPolicy, workspaceId } from '../../db/index.ts'

/** One token bucket for each caller, shared by all processes. */
export const rateBuckets = galley.table(
  'rate_buckets',
  {
    workspaceId: workspaceId(),
    principal: text('principal').notNull(),
    /** What was left at `at`; it has been filling since. */
    tokens: doublePrecision('tokens').notNull(),
    /** How many the last statement handed out. */
    granted: integer('granted').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.principal] }),
    index('rate_buckets_by_time').on(table.at),
    tenantPolicy(),
  ],
)
