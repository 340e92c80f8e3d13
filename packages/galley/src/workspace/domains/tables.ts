import { sql } from 'drizzle-orm'
import { index, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  createdAt,
  galley,
  id,
  moment,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'

/** Domains that workspaces say are theirs, and since when they have shown it. */
export const domains = galley.table(
  'domains',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Lower case, in ASCII (`xn--…`), without a final dot. */
    name: text('name').notNull(),
    purposes: text('purposes').$type<'email' | 'site'>().array().notNull(),
    /** Stands in public DNS, so it is no secret. New with every claim: an old record shows nothing. */
    token: text('token').notNull(),
    createdAt: createdAt(),
    verifiedAt: moment('verified_at'),
    lastCheckedAt: moment('last_checked_at'),
    /** The code of what the last check found wrong. */
    lastError: text('last_error'),
    /** Since when a verified domain lacks its record: its days of grace count from here. */
    missingSince: moment('missing_since'),
  },
  (table) => [
    uniqueIndex('domains_by_name').on(table.workspaceId, table.name),
    // Over all workspaces: a domain is shown to be one's at a time. Claims alone block nobody.
    uniqueIndex('domains_verified_by_name')
      .on(table.name)
      .where(sql`${table.verifiedAt} is not null`),
    index('domains_by_id').on(table.workspaceId, table.id),
    tenantPolicy(),
  ],
)
