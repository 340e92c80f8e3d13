import { index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  createdAt,
  galley,
  id,
  moment,
  projectId,
  projectPolicy,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'

/** Something that came in, normalised. Immutable but for its title. */
export const sources = galley.table(
  'sources',
  {
    id: id(),
    workspaceId: workspaceId(),
    projectId: projectId(),
    kind: text('kind').notNull(),
    title: text('title'),
    /** BCP 47; `und` where it could not be told. */
    language: text('language').notNull(),
    text: text('text').notNull(),
    wordCount: integer('word_count').notNull(),
    pageCount: integer('page_count'),
    durationMs: integer('duration_ms'),
    authors: text('authors').array().notNull(),
    publishedAt: text('published_at'),
    metadata: jsonb('metadata').$type<Record<string, string>>().notNull(),
    /** SHA-256 of the bytes as they came, hex: the same content is the same source. */
    contentHash: text('content_hash').notNull(),
    fileName: text('file_name'),
    mediaType: text('media_type').notNull(),
    /** Where the bytes as they came are kept. */
    storageKey: text('storage_key').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('sources_by_content').on(table.workspaceId, table.projectId, table.contentHash),
    index('sources_by_id').on(table.workspaceId, table.id),
    index('sources_by_kind').on(table.workspaceId, table.kind, table.id),
    tenantPolicy(),
    projectPolicy(),
  ],
)

/** Ids are `<source id>.<position>`: stable, and they say where they belong. */
export const segments = galley.table(
  'segments',
  {
    id: id(),
    workspaceId: workspaceId(),
    sourceId: text('source_id')
      .notNull()
      .references(() => sources.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    kind: text('kind').notNull(),
    /** UTF-16 offsets into the source's text. */
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    headingPath: text('heading_path').array().notNull(),
    speaker: text('speaker'),
    page: integer('page'),
    startMs: integer('start_ms'),
    endMs: integer('end_ms'),
  },
  (table) => [uniqueIndex('segments_by_source').on(table.sourceId, table.position), tenantPolicy()],
)

/** A promised upload: where the client may put its bytes, and until when. */
export const uploads = galley.table(
  'uploads',
  {
    id: id(),
    workspaceId: workspaceId(),
    storageKey: text('storage_key').notNull(),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    size: integer('size').notNull(),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('uploads_by_expiry').on(table.expiresAt), tenantPolicy()],
)
