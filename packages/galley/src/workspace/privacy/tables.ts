import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  createdAt,
  galley,
  id,
  moment,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'

/** Archives of everything: of a workspace, or of a person. */
export const privacyExports = galley.table(
  'privacy_exports',
  {
    id: id(),
    /** A person's own archive is in no workspace: it has the system's, which nobody opens. */
    workspaceId: workspaceId(),
    /** Whose archive it is, when it is a person's. */
    userId: text('user_id'),
    /** Who asked. */
    createdBy: text('created_by').notNull(),
    status: text('status').$type<'running' | 'ready' | 'failed' | 'deleted'>().notNull(),
    jobId: text('job_id').notNull(),
    storageKey: text('storage_key').notNull(),
    /** Bytes, entity tag and SHA-256 of the archive, once it is there. */
    size: bigint('size', { mode: 'number' }),
    etag: text('etag'),
    sha256: text('sha256'),
    entries: integer('entries'),
    createdAt: createdAt(),
    readyAt: moment('ready_at'),
    /** From then on it is swept: the bytes first, then the row. */
    expiresAt: moment('expires_at'),
  },
  (table) => [
    check('privacy_exports_status', sql`status in ('running', 'ready', 'failed', 'deleted')`),
    // One at a time, whoever asks how often.
    uniqueIndex('privacy_exports_running')
      .on(table.workspaceId, sql`coalesce(${table.userId}, '')`)
      .where(sql`status = 'running'`),
    index('privacy_exports_by_workspace').on(table.workspaceId, table.id),
    index('privacy_exports_of_user').on(table.userId, table.id),
    index('privacy_exports_by_expiry').on(table.expiresAt),
    tenantPolicy(),
  ],
)

/** How long a workspace keeps things, in days; null, and no row at all: as the server does. */
export const retentionPolicies = galley.table(
  'retention_policies',
  {
    workspaceId: workspaceId().primaryKey(),
    sources: integer('sources_days'),
    deletedDocuments: integer('deleted_documents_days'),
    finishedJobs: integer('finished_jobs_days'),
    events: integer('events_days'),
    audit: integer('audit_days'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  () => [tenantPolicy()],
)

/** What a workspace does not want. No row: all of it is allowed. */
export const privacySettings = galley.table(
  'privacy_settings',
  {
    workspaceId: workspaceId().primaryKey(),
    /** Whether content may go to models that run elsewhere. */
    contentToModelProviders: boolean('content_to_model_providers').notNull().default(true),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  () => [tenantPolicy()],
)
