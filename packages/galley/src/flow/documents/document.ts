import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineCodes, NotFoundError, UnsupportedError } from '../../platform/error.ts'
import { defineEvent } from '../../platform/event.ts'
import { Author } from '../../platform/jobs/index.ts'
import { DocumentContent, documentFormats, Provenance } from './format.ts'
import type { DocumentFormat } from './format.ts'
import { documents, documentVersions } from './tables.ts'

export const documentCodes = defineCodes({
  DOCUMENT_NOT_FOUND:
    'There is no document {documentId} in this workspace. GET /api/v1/documents lists those there are.',
  VERSION_NOT_FOUND:
    'Document {documentId} has no version {version}; its versions go from 1 to {currentVersion}.',
  VERSION_CONFLICT:
    'Document {documentId} is at version {currentVersion}; this edit was made against version {baseVersion}. Look at both sides in this answer, then apply again against the current version.',
  BASE_VERSION_UNEQUAL:
    'If-Match names {given}, but base_version is {baseVersion}. Send the tag of the version that the edit was made against.',
  PART_NOT_FOUND:
    'Document {documentId} has no part {partId} in version {version}. Read it again for the ids of its parts.',
  EDIT_EMPTY:
    'The edit changes nothing. Send at least one operation that differs from the document.',
  FORMAT_UNKNOWN: 'No module here makes documents of the format "{format}".',
  EXPORT_UNKNOWN: 'A document of the format "{format}" exports as {known}, not as "{wanted}".',
})

/** A version's number: as large as the column that holds it. */
export const VersionNumber = z.int().min(1).max(2_147_483_647)

const ActorShape = z.looseObject({ kind: z.string(), id: z.string() })

/** What is known of a document without its content; all but the first five of its current version. */
const DocumentFacts = z.object({
  id: z.string(),
  projectId: z.string().nullable(),
  format: z.string(),
  createdAt: z.date(),
  language: z.string(),
  title: z.string(),
  version: z.int(),
  status: z
    .enum(['generated', 'edited'])
    .describe('`generated`: as a run wrote it. `edited`: somebody wrote or changed it.'),
  wordCount: z.int(),
  partCount: z.int().describe('Its sections, pages or whatever its format has.'),
  sourceCount: z.int(),
  updatedAt: z.date(),
})

export const DocumentSummary = DocumentFacts.extend({
  updatedBy: Author.nullable(),
}).meta({ id: 'DocumentSummary' })
export type DocumentSummary = z.infer<typeof DocumentSummary>

export const VersionSummary = z
  .object({
    version: z.int(),
    parent: z.int().nullable(),
    cause: z.enum(['generated', 'edited', 'restored']),
    author: Author,
    summary: z.string(),
    name: z.string().nullable().describe('What people call this version.'),
    jobId: z.string().nullable(),
    jobName: z.string().nullable().describe('The pipeline or step that the job ran.'),
    step: z.string().nullable().describe('Key of the step in the job that wrote it.'),
    costMicros: z.int().nullable(),
    contentHash: z.string(),
    provenance: Provenance,
    createdAt: z.date(),
  })
  .meta({ id: 'VersionSummary' })
export type VersionSummary = z.infer<typeof VersionSummary>

/** A document at one version. */
export const Document = DocumentFacts.extend({
  content: DocumentContent,
  author: ActorShape,
  ...VersionSummary.pick({
    parent: true,
    cause: true,
    contentHash: true,
    costMicros: true,
    provenance: true,
    jobId: true,
  }).shape,
})
export type Document = z.infer<typeof Document>

export const documentVersioned = defineEvent({
  type: 'document.versioned',
  summary: 'A document has a new version.',
  data: z.object({ version: z.int(), cause: z.string(), format: z.string() }),
})

export const documentVersionNamed = defineEvent({
  type: 'document.version_named',
  summary: 'A version of a document was given a name, or lost it.',
  data: z.object({ version: z.int(), name: z.string().nullable() }),
})

export const documentDeleted = defineEvent({
  type: 'document.deleted',
  summary: 'A document was deleted.',
  data: z.object({}),
})

export type DocumentRow = typeof documents.$inferSelect
export type VersionRow = typeof documentVersions.$inferSelect

export async function getDocumentInWorkspace(
  tx: Transaction,
  ctx: Context,
  documentId: string,
  options: { forUpdate?: boolean } = {},
): Promise<DocumentRow> {
  const query = tx
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, ctx.workspaceId),
        eq(documents.id, documentId),
        isNull(documents.deletedAt),
      ),
    )
  const [row] = await (options.forUpdate ? query.for('update') : query)
  if (!row) throw new NotFoundError(documentCodes.DOCUMENT_NOT_FOUND, { documentId })
  return row
}

export async function getVersionInWorkspace(
  tx: Transaction,
  ctx: Context,
  document: DocumentRow,
  version: number = document.currentVersion,
): Promise<VersionRow> {
  const [row] = await tx
    .select()
    .from(documentVersions)
    .where(
      and(
        eq(documentVersions.workspaceId, ctx.workspaceId),
        eq(documentVersions.documentId, document.id),
        eq(documentVersions.version, version),
      ),
    )
  if (!row) {
    const { id: documentId, currentVersion } = document
    throw new NotFoundError(documentCodes.VERSION_NOT_FOUND, {
      documentId,
      version,
      currentVersion,
    })
  }
  return row
}

export function formatOf(ctx: Context, format: string): DocumentFormat {
  const found = ctx.extensions.get(documentFormats).find((candidate) => candidate.id === format)
  if (!found) throw new UnsupportedError(documentCodes.FORMAT_UNKNOWN, { format })
  return found
}

export function toDocument(document: DocumentRow, version: VersionRow): Document {
  const {
    currentVersion: _,
    origin: _origin,
    deletedAt: _deletedAt,
    author: _author,
    ...facts
  } = document
  return { ...version, ...facts }
}
