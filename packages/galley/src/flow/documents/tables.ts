import { sql } from 'drizzle-orm'
import { index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
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
import type { DocumentContent, Provenance } from './format.ts'

/** Something we make. Its content lives in its versions; this row says which one is current. */
export const documents = galley.table(
  'documents',
  {
    id: id(),
    workspaceId: workspaceId(),
    projectId: projectId(),
    format: text('format').notNull(),
    title: text('title').notNull(),
    language: text('language').notNull(),
    currentVersion: integer('current_version').notNull(),
    /** Whether anybody has changed what a run wrote; as of the current version, like what follows. */
    status: text('status').$type<'generated' | 'edited'>().notNull().default('edited'),
    wordCount: integer('word_count').notNull().default(0),
    partCount: integer('part_count').notNull().default(0),
    sourceCount: integer('source_count').notNull().default(0),
    /** Who made the current version. */
    author: jsonb('author').$type<Actor>(),
    /** The durable step that made it: a step that runs again after a crash finds its document. */
    origin: text('origin'),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    deletedAt: moment('deleted_at'),
  },
  (table) => [
    index('documents_by_id').on(table.workspaceId, table.id),
    uniqueIndex('documents_by_origin').on(table.workspaceId, table.origin),
    index('documents_by_update')
      .on(table.workspaceId, table.updatedAt, table.id)
      .where(sql`deleted_at is null`),
    index('documents_by_status')
      .on(table.workspaceId, table.status, table.id)
      .where(sql`deleted_at is null`),
    tenantPolicy(),
    projectPolicy(),
  ],
)

/** Append-only: a version is never changed, only followed. */
export const documentVersions = galley.table(
  'document_versions',
  {
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    version: integer('version').notNull(),
    workspaceId: workspaceId(),
    /** The version it was made from; null for the first. */
    parent: integer('parent'),
    cause: text('cause').notNull().$type<'generated' | 'edited' | 'restored'>(),
    author: jsonb('author').$type<Actor>().notNull(),
    /** A line for people: what changed. */
    summary: text('summary').notNull(),
    content: jsonb('content').$type<DocumentContent>().notNull(),
    provenance: jsonb('provenance').$type<Provenance>().notNull(),
    jobId: text('job_id'),
    /** Key of the durable step that wrote it. */
    step: text('step'),
    costMicros: micros('cost_micros'),
    /** SHA-256 of the content as canonical JSON, hex: what an approval pins. */
    contentHash: text('content_hash').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.documentId, table.version] }),
    index('document_versions_by_job').on(table.workspaceId, table.jobId),
    tenantPolicy(),
  ],
)

/** What people call a version. Beside the versions, which never change. */
export const versionNames = galley.table(
  'version_names',
  {
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id),
    version: integer('version').notNull(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    author: jsonb('author').$type<Actor>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.documentId, table.version] }), tenantPolicy()],
)
