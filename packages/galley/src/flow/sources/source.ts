import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineCodes, NotFoundError } from '../../platform/error.ts'
import { defineEvent } from '../../platform/event.ts'
import { Segment } from './source-text.ts'
import { segments, sources } from './tables.ts'

export const sourceCodes = defineCodes({
  SOURCE_NOT_FOUND:
    'There is no source {sourceId} in this workspace. GET /api/v1/sources lists those there are.',
  UPLOAD_NOT_FOUND:
    'There is no open upload {uploadId} in this workspace. It may have expired: ask for a new one with POST /api/v1/uploads.',
  UPLOAD_EMPTY:
    'Nothing was uploaded for {uploadId} yet. PUT the file to the address that POST /api/v1/uploads gave, then try again.',
  SOURCE_INPUT_MISSING:
    'Say what the source is: {"kind":"text","text":…}, a file as multipart/form-data, or the upload_id of a finished upload.',
  SOURCE_INPUT_AMBIGUOUS:
    'Say what the source is once: text, a file, or an upload_id, and not two of them.',
  SOURCE_DELETED_MEANWHILE:
    'The same content was brought in and deleted while this request was under way. Send it again.',
})

/** A source as the API shows it, without its text. */
export const SourceSummary = z
  .object({
    id: z.string(),
    projectId: z.string().nullable(),
    kind: z.string(),
    title: z.string().nullable(),
    language: z.string(),
    wordCount: z.int(),
    pageCount: z.int().nullable(),
    durationMs: z.int().nullable(),
    authors: z.array(z.string()),
    publishedAt: z.string().nullable(),
    contentHash: z.string(),
    fileName: z.string().nullable(),
    mediaType: z.string(),
    createdAt: z.date(),
  })
  .meta({ id: 'SourceSummary' })
export type SourceSummary = z.infer<typeof SourceSummary>

export const Source = SourceSummary.extend({
  text: z.string(),
  metadata: z.record(z.string(), z.string()),
  segments: z.array(Segment),
}).meta({ id: 'Source' })
export type Source = z.infer<typeof Source>

export const sourceCreated = defineEvent({
  type: 'source.created',
  summary: 'A source came in.',
  data: z.object({ kind: z.string(), wordCount: z.int() }),
})

export const sourceDeleted = defineEvent({
  type: 'source.deleted',
  summary: 'A source was deleted.',
  data: z.object({}),
})

type SourceRow = typeof sources.$inferSelect
type SegmentRow = typeof segments.$inferSelect

/** The row, or NotFoundError: also when it is in another workspace. */
export async function getSourceInWorkspace(
  tx: Transaction,
  ctx: Context,
  sourceId: string,
): Promise<SourceRow> {
  const [row] = await tx
    .select()
    .from(sources)
    .where(and(eq(sources.workspaceId, ctx.workspaceId), eq(sources.id, sourceId)))
  if (!row) throw new NotFoundError(sourceCodes.SOURCE_NOT_FOUND, { sourceId })
  return row
}

export async function readSegments(
  tx: Transaction,
  ctx: Context,
  source: SourceRow,
): Promise<Segment[]> {
  const rows = await tx
    .select()
    .from(segments)
    .where(and(eq(segments.workspaceId, ctx.workspaceId), eq(segments.sourceId, source.id)))
    .orderBy(asc(segments.position))
  return rows.map((row) => toSegment(row, source.text))
}

function toSegment(row: SegmentRow, text: string): Segment {
  return {
    id: row.id,
    text: text.slice(row.start, row.end),
    start: row.start,
    end: row.end,
    headingPath: row.headingPath,
    kind: row.kind as Segment['kind'],
    speaker: row.speaker,
    page: row.page,
    startMs: row.startMs,
    endMs: row.endMs,
  }
}
