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

export const GetDocumentInput = z.object({
  documentId: z.string(),
  version: VersionNumber.optional().describe('The current one when absent.'),
})
export type GetDocumentInput = z.input<typeof GetDocumentInput>

/** A document at its current version, or at the one named. */
export async function getDocument({ ctx, input }: VerbArgs<GetDocumentInput>): Promise<Document> {
  requirePermission(ctx, 'documents.read')
  const { documentId, version } = GetDocumentInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const document = await getDocumentInWorkspace(tx, ctx, documentId)
    return toDocument(document, await getVersionInWorkspace(tx, ctx, document, version))
  })
}
