import { boolean, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { createdAt, galley, moment, tenantPolicy, workspaceId } from '../../db/index.ts'

/** One request that must happen once: claimed before the work, answered after it. */
export const idempotencyKeys = galley.table(
  'idempotency_keys',
  {
    workspaceId: workspaceId(),
    principal: text('principal').notNull(),
    /** `POST /sources`. */
    route: text('route').notNull(),
    key: text('key').notNull(),
    /** Keyed hash of what was asked, so that one key cannot stand for two requests. */
    requestHash: text('request_hash').notNull(),
    /** Who works on it; the work may be taken over once the lease has run out. */
    claimId: text('claim_id').notNull(),
    leaseUntil: moment('lease_until').notNull(),
    /** The answer; null while the work runs. */
    status: integer('status'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    body: text('body'),
    isBodyKept: boolean('is_body_kept').notNull().default(true),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.principal, table.route, table.key] }),
    index('idempotency_keys_by_expiry').on(table.expiresAt),
    tenantPolicy(),
  ],
)
