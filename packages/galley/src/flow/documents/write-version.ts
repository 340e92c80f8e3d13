import { and, eq } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { emit } from '../../platform/verb.ts'
import { audit } from '../../workspace/audit/index.ts'
import { countWords } from '../sources/index.ts'
import { documentVersioned, formatOf } from './document.ts'
import type { DocumentRow, VersionRow } from './document.ts'
import type { DocumentContent, Provenance } from './format.ts'
import { hashContent } from './content-hash.ts'
import { storable } from './storable.ts'
import { documents, documentVersions } from './tables.ts'

export interface NewVersion {
  cause: VersionRow['cause']
  summary: string
  content: DocumentContent
  provenance: Provenance
  costMicros?: number | null
}

/**
 * Appends a version and makes it current: the only way in which a document's content changes. The
 * caller holds the document's row for update, or has just made it.
 */
export async function writeVersion(
  tx: Transaction,
  ctx: Context,
  document: DocumentRow,
  next: NewVersion,
): Promise<{ document: DocumentRow; version: VersionRow }> {
  const format = formatOf(ctx, document.format)
  const { content: given, ...about } = storable(next)
  const content = format.content.parse(given)
  const number = document.currentVersion + 1
  const [version] = await tx
    .insert(documentVersions)
    .values({
      ...about,
      content,
      documentId: document.id,
      workspaceId: ctx.workspaceId,
      version: number,
      parent: document.currentVersion || null,
      author: ctx.actor,
      jobId: ctx.step?.jobId ?? null,
      step: ctx.step?.key ?? null,
      contentHash: await hashContent(content),
    })
    .returning()
  const [updated] = await tx
    .update(documents)
    .set({
      currentVersion: number,
      title: format.title(content),
      status: next.cause === 'generated' ? 'generated' : 'edited',
      wordCount: countWords(format.prose(content)),
      partCount: content.parts.length,
      sourceCount: next.provenance.sourceIds.length,
      author: ctx.actor,
      updatedAt: new Date(),
    })
    .where(and(eq(documents.workspaceId, ctx.workspaceId), eq(documents.id, document.id)))
    .returning()
  await audit(tx, ctx, {
    action: `document.${next.cause}`,
    subject: document.id,
    before: { version: document.currentVersion },
    after: { version: number },
  })
  const { cause } = next
  const fact = { version: number, cause, format: format.id }
  emit(tx, ctx, documentVersioned, document.id, fact, document)
  return { document: updated!, version: version! }
}
