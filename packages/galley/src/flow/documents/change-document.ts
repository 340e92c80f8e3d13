import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import { diffContent } from './diff.ts'
import {
  documentCodes,
  formatOf,
  getDocumentInWorkspace,
  getVersionInWorkspace,
  toDocument,
} from './document.ts'
import type { Document, DocumentRow, VersionRow } from './document.ts'
import type { DocumentContent } from './format.ts'
import { storable } from './storable.ts'
import { writeVersion } from './write-version.ts'

export interface DocumentChange {
  content: DocumentContent
  cause: VersionRow['cause']
  /** A line on what changed. */
  summary: string
  /** What took part besides those that made it before. */
  models?: readonly string[]
  prompts?: readonly string[]
}

interface ChangeDocumentArgs {
  ctx: Context
  input: { documentId: string; baseVersion: number; costMicros?: number | null }
  /**
   * Makes the next content of that of the base version. What it writes in the transaction holds only
   * if the change does.
   */
  change(
    base: { content: DocumentContent; language: string },
    tx: Transaction,
  ): DocumentChange | Promise<DocumentChange>
}

/**
 * For formats that change a document in a way of their own: the same contract as an edit.
 *
 * @throws ConflictError with both sides when the base version is not current any more.
 */
export async function changeDocument({
  ctx,
  input,
  change,
}: ChangeDocumentArgs): Promise<Document> {
  requirePermission(ctx, 'documents.write')
  const { documentId, baseVersion, costMicros } = input
  return withTransaction(ctx, async (tx) => {
    const document = await getDocumentInWorkspace(tx, ctx, documentId, { forUpdate: true })
    const base = await getVersionInWorkspace(tx, ctx, document, baseVersion)
    const { language } = document
    const changed = await change({ content: base.content, language }, tx)
    const { models = [], prompts = [], ...next } = changed
    const content = storable(next.content)
    if (document.currentVersion !== baseVersion) {
      await throwConflict(tx, ctx, document, { base: base.content, mine: content, baseVersion })
    }
    const { provenance } = base
    const written = await writeVersion(tx, ctx, document, {
      ...next,
      content,
      provenance: {
        ...provenance,
        models: [...new Set([...provenance.models, ...models])],
        prompts: [...new Set([...provenance.prompts, ...prompts])],
      },
      ...(costMicros !== undefined && { costMicros }),
    })
    return toDocument(written.document, written.version)
  })
}

/** Nobody's text is overwritten: whoever was slower gets both sides. */
export async function throwConflict(
  tx: Transaction,
  ctx: Context,
  document: DocumentRow,
  sides: { base: DocumentContent; mine: DocumentContent; baseVersion: number },
): Promise<never> {
  const format = formatOf(ctx, document.format)
  const current = await getVersionInWorkspace(tx, ctx, document)
  throw new ConflictError(documentCodes.VERSION_CONFLICT, {
    documentId: document.id,
    baseVersion: sides.baseVersion,
    currentVersion: document.currentVersion,
    mine: { content: sides.mine, diff: diffContent(format, sides.base, sides.mine) },
    theirs: { content: current.content, diff: diffContent(format, sides.base, current.content) },
  })
}
