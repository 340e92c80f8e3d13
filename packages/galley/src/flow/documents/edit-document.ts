import { z } from 'zod'
import { InvalidError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { throwConflict } from './change-document.ts'
import { hashContent } from './content-hash.ts'
import { ContentDiff, diffContent } from './diff.ts'
import {
  Document,
  documentCodes,
  formatOf,
  getDocumentInWorkspace,
  getVersionInWorkspace,
  toDocument,
  VersionNumber,
} from './document.ts'
import { applyEdit, EditOperation } from './edit.ts'
import { storable } from './storable.ts'
import { writeVersion } from './write-version.ts'

export const EditDocumentInput = z.object({
  documentId: z.string(),
  baseVersion: VersionNumber.describe('The version that the edit was made against.'),
  operations: z.array(EditOperation).min(1).max(1000),
  summary: z.string().trim().min(1).max(300).optional().describe('A line on what changed.'),
  preview: z.boolean().default(false).describe('Only show what would change; nothing is stored.'),
})
export type EditDocumentInput = z.input<typeof EditDocumentInput>

export const EditResult = z.object({
  /** The new version, or null for a preview. */
  document: Document.nullable(),
  baseVersion: z.int(),
  diff: ContentDiff,
})
export type EditResult = z.infer<typeof EditResult>

/**
 * The one edit contract, for people, the API and agents: look at the difference, then apply it to
 * the version that it was made against.
 *
 * @throws ConflictError with both sides when somebody was quicker; nothing is overwritten.
 */
export async function editDocument({
  ctx,
  input,
}: VerbArgs<EditDocumentInput>): Promise<EditResult> {
  requirePermission(ctx, 'documents.write')
  const { documentId, baseVersion, operations, summary, preview } = EditDocumentInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const document = await getDocumentInWorkspace(tx, ctx, documentId, { forUpdate: !preview })
    const format = formatOf(ctx, document.format)
    const base = await getVersionInWorkspace(tx, ctx, document, baseVersion)
    const edited = storable(
      applyEdit(format, { ...document, version: baseVersion, content: base.content }, operations),
    )
    const diff = diffContent(format, base.content, edited)

    if (document.currentVersion !== baseVersion) {
      await throwConflict(tx, ctx, document, { base: base.content, mine: edited, baseVersion })
    }
    if (preview) return { document: null, baseVersion, diff }
    if ((await hashContent(edited)) === (await hashContent(base.content))) {
      throw new InvalidError(documentCodes.EDIT_EMPTY)
    }

    const written = await writeVersion(tx, ctx, document, {
      cause: 'edited',
      summary: summary ?? describeDiff(diff),
      content: edited,
      provenance: base.provenance,
    })
    return { document: toDocument(written.document, written.version), baseVersion, diff }
  })
}

function describeDiff(diff: ContentDiff): string {
  const count = diff.changes.length
  const parts = count === 1 ? '1 part' : `${count} parts`
  return `Edited ${parts}: ${diff.wordsAdded} words added, ${diff.wordsRemoved} removed`
}
