import { sql } from 'drizzle-orm'
import { doublePrecision, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
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
import type { ImageKind } from '../../platform/images/index.ts'

/** An image, and the place that it was made or uploaded for. Its bytes never change. */
export const media = galley.table(
  'media',
  {
    id: id(),
    workspaceId: workspaceId(),
    projectId: projectId(),
    /** Empty, rather than null, where it is for none: so that the unique key holds. */
    documentId: text('document_id').notNull().default(''),
    sectionId: text('section_id').notNull().default(''),
    kind: text('kind').$type<ImageKind>().notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    /** Bytes. */
    size: integer('size').notNull(),
    /** SHA-256 of the bytes as they are kept, hex. */
    contentHash: text('content_hash').notNull(),
    storageKey: text('storage_key').notNull(),
    fileName: text('file_name'),
    altText: text('alt_text').notNull().default(''),
    /** What has to stay in sight when the image is cut: 0 to 1, from the left and from the top. */
    focalX: doublePrecision('focal_x').notNull().default(0.5),
    focalY: doublePrecision('focal_y').notNull().default(0.5),
    origin: text('origin').$type<'upload' | 'model'>().notNull(),
    model: text('model'),
    prompt: text('prompt'),
    costMicros: micros('cost_micros'),
    createdBy: jsonb('created_by').$type<Actor>().notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    /** Its document has ended for good; its bytes follow. */
    removedAt: moment('removed_at'),
  },
  (table) => [
    uniqueIndex('media_by_content')
      .on(table.workspaceId, table.projectId, table.documentId, table.sectionId, table.contentHash)
      .where(sql`removed_at is null`),
    index('media_by_id').on(table.workspaceId, table.id),
    index('media_by_removal')
      .on(table.removedAt)
      .where(sql`removed_at is not null`),
    tenantPolicy(),
    projectPolicy(),
  ],
)
