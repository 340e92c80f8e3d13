import { date, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Actor } from '../../platform/context.ts'
import {
  createdAt,
  galley,
  id,
  micros,
  moment,
  projectId,
  projectPolicy,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'
import type { UsageEvent } from '../../platform/models/index.ts'

/** One provider call each, whatever came of it. Append-only: the app's role cannot change a row. */
export const usageEvents = galley.table(
  'usage_events',
  {
    id: id(),
    workspaceId: workspaceId(),
    projectId: projectId(),
    jobId: text('job_id'),
    /** Key of the durable step. */
    step: text('step'),
    documentId: text('document_id'),
    actor: jsonb('actor').$type<Actor>().notNull(),
    /** `id@version`. */
    prompt: text('prompt').notNull(),
    /** `provider:model`. */
    model: text('model').notNull(),
    provider: text('provider').notNull(),
    operation: text('operation').notNull(),
    status: text('status').$type<UsageEvent['status']>().notNull(),
    attempt: integer('attempt').notNull(),
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    cachedTokens: integer('cached_tokens'),
    /** Micro-units of US dollars; null where it is not known. */
    costMicros: micros('cost_micros'),
    latencyMs: integer('latency_ms').notNull(),
    startedAt: moment('started_at').notNull(),
    /** When it was written, by the database's clock: decides its day. */
    createdAt: createdAt(),
  },
  (table) => [
    index('usage_events_by_time').on(table.workspaceId, table.createdAt, table.id),
    index('usage_events_by_job').on(table.workspaceId, table.jobId),
    index('usage_events_by_document').on(table.workspaceId, table.documentId),
    tenantPolicy(),
    projectPolicy(),
  ],
)

/** What may be spent: by the whole workspace (`job_id` is empty), or by one job. */
export const budgets = galley.table(
  'budgets',
  {
    id: id(),
    workspaceId: workspaceId(),
    scope: text('scope').$type<'workspace' | 'job'>().notNull(),
    /** Empty for the workspace's own, so that the key below holds for it too. */
    jobId: text('job_id').notNull().default(''),
    limitMicros: micros('limit_micros').notNull(),
    /** Held by calls that run now. */
    reservedMicros: micros('reserved_micros').notNull().default(0),
    spentMicros: micros('spent_micros').notNull().default(0),
    /** The share of the limit, in per cent, that people were told was reached. */
    warnedPercent: integer('warned_percent').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('budgets_by_scope').on(table.workspaceId, table.scope, table.jobId),
    tenantPolicy(),
  ],
)

/** Money held for a call that runs now. A crash leaves one behind, which a sweep gives back. */
export const reservations = galley.table(
  'reservations',
  {
    id: id(),
    workspaceId: workspaceId(),
    amountMicros: micros('amount_micros').notNull(),
    /** The budgets that hold it. */
    budgetIds: text('budget_ids').array().notNull(),
    jobId: text('job_id'),
    purpose: text('purpose').notNull(),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('reservations_by_expiry').on(table.expiresAt), tenantPolicy()],
)

/** Sums of usage events by UTC day, for dashboards; made from them, never the other way round. */
export const usageDaily = galley.table(
  'usage_daily',
  {
    workspaceId: workspaceId(),
    day: date('day', { mode: 'string' }).notNull(),
    model: text('model').notNull(),
    prompt: text('prompt').notNull(),
    calls: integer('calls').notNull(),
    failedCalls: integer('failed_calls').notNull(),
    inputTokens: micros('input_tokens').notNull(),
    outputTokens: micros('output_tokens').notNull(),
    cachedTokens: micros('cached_tokens').notNull(),
    costMicros: micros('cost_micros').notNull(),
    /** Calls whose cost is not known. */
    unpricedCalls: integer('unpriced_calls').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.day, table.model, table.prompt] }),
    tenantPolicy(),
  ],
)
