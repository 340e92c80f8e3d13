import { z } from 'zod'
import { defineRoute, editTag, matchedVersion, Page } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { PreconditionError } from '../../platform/error.ts'
import { deleteDocument, DeleteDocumentInput } from './delete-document.ts'
import { ContentDiff } from './diff.ts'
import { DiffVersionsInput, diffVersions, VersionDiff } from './diff-versions.ts'
import { Document, documentCodes, VersionSummary } from './document.ts'
import { editDocument, EditDocumentInput } from './edit-document.ts'
import { exportDocument, ExportDocumentInput } from './export-document.ts'
import type { DocumentContent, DocumentFormat } from './format.ts'
import { getDocument, GetDocumentInput } from './get-document.ts'
import { DocumentPage, listDocuments, ListDocumentsInput } from './list-documents.ts'
import { listVersions, ListVersionsInput } from './list-versions.ts'
import { nameVersion, NameVersionInput } from './name-version.ts'
import { restoreVersion, RestoreVersionInput } from './restore-version.ts'
import { startDocument, StartDocumentInput } from './start-document.ts'

const tag = 'documents'

/** The content's schema is the union of the formats', so that the reference shows real fields. */
export function documentRoutes(formats: readonly DocumentFormat[]): Route[] {
  const contents = formats.map((format) => format.content)
  const content = (
    contents.length === 1 ? contents[0]! : z.union(contents)
  ) as z.ZodType<DocumentContent>
  const TypedDocument = Document.extend({ content }).meta({ id: 'Document' })
  const etag = ({ id, version }: Document) => editTag(id, version)

  return [
    defineRoute({
      method: 'GET',
      path: '/documents',
      tag,
      name: 'list',
      summary: 'Lists documents, newest first or in another order.',
      permission: 'documents.read',
      input: ListDocumentsInput,
      output: DocumentPage,
      handle: ({ ctx, input }) => listDocuments({ ctx, input }),
    }),
    defineRoute({
      method: 'POST',
      path: '/documents',
      tag,
      name: 'create',
      summary:
        'Makes a document that a person writes: blank, from Markdown, or with parts they brought along.',
      permission: 'documents.write',
      input: StartDocumentInput,
      output: TypedDocument,
      status: 201,
      etag,
      handle: ({ ctx, input }) => startDocument({ ctx, input }),
    }),
    defineRoute({
      method: 'GET',
      path: '/documents/{document_id}',
      tag,
      name: 'get',
      isTool: true,
      summary: 'Reads a document at its current version, or at the one named.',
      permission: 'documents.read',
      input: GetDocumentInput,
      output: TypedDocument,
      etag,
      handle: ({ ctx, input }) => getDocument({ ctx, input }),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/documents/{document_id}',
      tag,
      name: 'edit',
      isTool: true,
      summary:
        'Previews or applies an edit made against a version; answers 409 with both sides when it is not current.',
      permission: 'documents.write',
      input: EditDocumentInput,
      output: z.object({
        document: TypedDocument.nullable(),
        baseVersion: z.int(),
        diff: ContentDiff,
      }),
      etag: ({ document }) => document && etag(document),
      async handle({ ctx, input, request }) {
        const named = matchedVersion(request.headers, input.documentId)
        if (named !== undefined && named !== input.baseVersion) {
          const given = request.headers.get('if-match')
          throw new PreconditionError(documentCodes.BASE_VERSION_UNEQUAL, { given, ...input })
        }
        return editDocument({ ctx, input })
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/documents/{document_id}',
      tag,
      name: 'delete',
      summary: 'Takes a document out of sight; its versions are kept.',
      permission: 'documents.write',
      input: DeleteDocumentInput,
      output: z.void(),
      status: 204,
      handle: ({ ctx, input }) => deleteDocument({ ctx, input }),
    }),
    defineRoute({
      method: 'GET',
      path: '/documents/{document_id}/versions',
      tag,
      name: 'listVersions',
      summary: 'Lists the versions of a document, newest first.',
      permission: 'documents.read',
      input: ListVersionsInput,
      output: Page(VersionSummary),
      handle: ({ ctx, input }) => listVersions({ ctx, input }),
    }),
    defineRoute({
      method: 'PATCH',
      path: '/documents/{document_id}/versions/{version}',
      tag,
      name: 'nameVersion',
      summary: 'Names a version, or takes its name away; its content stays as it is.',
      permission: 'documents.write',
      input: NameVersionInput,
      output: VersionSummary,
      example: { name: 'As sent to the printer' },
      handle: ({ ctx, input }) => nameVersion({ ctx, input }),
    }),
    defineRoute({
      method: 'GET',
      path: '/documents/{document_id}/versions/{version}/diff',
      tag,
      name: 'diff',
      summary: 'Shows what changed from any version to any other, part by part and word by word.',
      permission: 'documents.read',
      input: DiffVersionsInput,
      output: VersionDiff,
      handle: ({ ctx, input }) => diffVersions({ ctx, input }),
    }),
    defineRoute({
      method: 'POST',
      path: '/documents/{document_id}/versions/{version}/restore',
      tag,
      name: 'restore',
      summary: "Makes an earlier version's content current again, as a new version.",
      permission: 'documents.write',
      input: RestoreVersionInput,
      output: TypedDocument,
      status: 201,
      etag,
      handle: ({ ctx, input }) => restoreVersion({ ctx, input }),
    }),
    defineRoute({
      method: 'GET',
      path: '/documents/{document_id}/export',
      tag,
      name: 'export',
      isTool: true,
      summary: 'Exports a document as a file: markdown, html or json.',
      permission: 'documents.read',
      input: ExportDocumentInput,
      output: z.unknown(),
      produces: ['text/markdown', 'text/html', 'application/json'],
      async handle({ ctx, input }) {
        const file = await exportDocument({ ctx, input })
        return new Response(file.body, {
          headers: {
            'content-type': file.mediaType,
            'content-disposition': `attachment; filename="${file.fileName}"`,
            etag: editTag(file.documentId, `${file.version}-${input.format}`),
          },
        })
      },
    }),
  ]
}
