import { bytesToHex } from '@noble/hashes/utils.js'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { inProject } from '../../workspace/tenancy/index.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError, InvalidError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { emit, requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { parseSourceIsolated } from './parse/index.ts'
import type { ParsedSource, SourceKind } from './parse/index.ts'
import { readSegments, sourceCodes, sourceCreated } from './source.ts'
import type { Source } from './source.ts'
import { segments, sources } from './tables.ts'
import { takeUpload } from './take-upload.ts'

export const CreateSourceInput = z.object({
  kind: z
    .enum(['text', 'markdown', 'vtt', 'srt', 'html', 'pdf', 'docx'])
    .optional()
    .describe('Told from the content when absent.'),
  text: z.string().optional().describe('The source itself, for pasted text.'),
  file: z.file().optional().describe('The source as a file, with multipart/form-data.'),
  uploadId: z.string().optional().describe('A finished upload from POST /uploads.'),
  title: z.string().trim().min(1).max(500).optional(),
  projectId: z.string().optional().describe('Default: your only project, or the whole workspace.'),
})
export type CreateSourceInput = z.infer<typeof CreateSourceInput>

interface IncomingFile {
  bytes: Uint8Array<ArrayBuffer>
  fileName?: string
  mediaType?: string
  kind?: SourceKind
}

/**
 * Takes a source in: parses it in a process of its own, keeps the bytes as they came, stores the
 * text with its segments. The same content twice in a project is the same source.
 *
 * @throws InvalidError, UnsupportedError or TooLargeError that say what is wrong with the file.
 */
export async function createSource({
  ctx: caller,
  input,
}: VerbArgs<CreateSourceInput>): Promise<Source> {
  requirePermission(caller, 'sources.write')
  const { title, projectId, ...rest } = CreateSourceInput.parse(input)
  const ctx = await inProject(caller, projectId)
  const file = await readIncoming(ctx, rest)
  const contentHash = await sha256(file.bytes)

  const known = await findByContent(ctx, contentHash)
  if (known) return known

  const maxBytes = ctx.config.GALLEY_MAX_UPLOAD_MB * 1024 * 1024
  const parsed = await parseSourceIsolated(ctx.isolation, {
    ...file,
    signal: ctx.signal,
    limits: { maxBytes },
  })
  const sourceId = newId('src')
  const storageKey = `sources/${sourceId}`
  const mediaType = file.mediaType || 'application/octet-stream'
  // The bytes first: a row always has its bytes, and bytes that got no row are swept.
  await ctx.storage.put(storageKey, file.bytes, { contentType: mediaType })

  const source = await withTransaction(ctx, async (tx) => {
    const inserted = await tx
      .insert(sources)
      .values({
        ...toRow(parsed),
        id: sourceId,
        workspaceId: ctx.workspaceId,
        title: storable(title ?? parsed.title),
        contentHash,
        fileName: storable(file.fileName ?? null),
        mediaType,
        storageKey,
      })
      .onConflictDoNothing()
      .returning()
    const row = inserted[0]
    if (!row) return takeTwin(tx, ctx, contentHash)
    await insertSegments(tx, ctx, sourceId, parsed)
    await audit(tx, ctx, { action: 'source.create', subject: sourceId, after: { kind: row.kind } })
    emit(tx, ctx, sourceCreated, sourceId, { kind: row.kind, wordCount: row.wordCount }, row)
    return { ...row, segments: await readSegments(tx, ctx, row) }
  })
  if (source.id !== sourceId) await ctx.storage.delete(storageKey).catch(() => undefined) // swept
  return source
}

/** A twin request was quicker: its source is this source, unless it has been deleted since. */
async function takeTwin(tx: Transaction, ctx: Context, contentHash: string): Promise<Source> {
  const twin = await findByContentIn(tx, ctx, contentHash)
  if (!twin) throw new ConflictError(sourceCodes.SOURCE_DELETED_MEANWHILE)
  return twin
}

async function readIncoming(
  ctx: Context,
  input: Omit<CreateSourceInput, 'title' | 'projectId'>,
): Promise<IncomingFile> {
  const given = [input.text, input.file, input.uploadId].filter((value) => value !== undefined)
  if (given.length > 1) throw new InvalidError(sourceCodes.SOURCE_INPUT_AMBIGUOUS)
  const kind = input.kind ? { kind: input.kind } : {}
  if (input.text !== undefined) {
    const bytes = new TextEncoder().encode(input.text)
    return { bytes, mediaType: 'text/plain; charset=utf-8', ...kind }
  }
  if (input.file) {
    const bytes = new Uint8Array(await input.file.arrayBuffer())
    return { bytes, fileName: input.file.name, mediaType: input.file.type, ...kind }
  }
  if (input.uploadId) return { ...(await takeUpload(ctx, input.uploadId)), ...kind }
  throw new InvalidError(sourceCodes.SOURCE_INPUT_MISSING)
}

function findByContent(ctx: Context, contentHash: string): Promise<Source | null> {
  return withTransaction(ctx, (tx) => findByContentIn(tx, ctx, contentHash))
}

async function findByContentIn(
  tx: Transaction,
  ctx: Context,
  contentHash: string,
): Promise<Source | null> {
  const [row] = await tx
    .select()
    .from(sources)
    .where(
      and(
        eq(sources.workspaceId, ctx.workspaceId),
        eq(sources.projectId, ctx.projectIds?.[0] ?? ''),
        eq(sources.contentHash, contentHash),
      ),
    )
  return row ? { ...row, segments: await readSegments(tx, ctx, row) } : null
}

/** PostgreSQL keeps every character but this one. */
const storable = (text: string | null) => text && text.replaceAll('\u0000', '')

function toRow(parsed: ParsedSource) {
  const { kind, language, text, wordCount, pageCount, durationMs, authors, publishedAt, metadata } =
    parsed
  return { kind, language, text, wordCount, pageCount, durationMs, authors, publishedAt, metadata }
}

const SEGMENTS_PER_INSERT = 2000

async function insertSegments(
  tx: Transaction,
  ctx: Context,
  sourceId: string,
  parsed: ParsedSource,
): Promise<void> {
  const rows = parsed.segments.map(({ text: _text, ...segment }, position) => ({
    ...segment,
    id: `${sourceId}.${position}`,
    workspaceId: ctx.workspaceId,
    sourceId,
    position,
  }))
  for (let start = 0; start < rows.length; start += SEGMENTS_PER_INSERT) {
    await tx.insert(segments).values(rows.slice(start, start + SEGMENTS_PER_INSERT))
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}
