import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import {
  getDocumentInWorkspace,
  getVersionInWorkspace,
  toDocument,
  VersionNumber,
} from './document.ts'
import type { Document } from './document.ts'
import { writeVersion } from './write-version.ts'

export const RestoreVersionInput = z.object({
  documentId: z.string(),
  version: VersionNumber,
})
export type RestoreVersionInput = z.input<typeof RestoreVersionInput>

/** Makes an earlier version's content current again, as a new version: nothing is lost. */
export async function restoreVersion({
  ctx,
  input,
}: VerbArgs<RestoreVersionInput>): Promise<Document> {
  requirePermission(ctx, 'documents.write')
  const { documentId, version } = RestoreVersionInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const document = await getDocumentInWorkspace(tx, ctx, documentId, { forUpdate: true })
    const { content, provenance } = await getVersionInWorkspace(tx, ctx, document, version)
    const written = await writeVersion(tx, ctx, document, {
      cause: 'restored',
      summary: `Restored version ${version}`,
      content,
      provenance,
    })
    return toDocument(written.document, written.version)
  })
}
