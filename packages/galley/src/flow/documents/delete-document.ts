import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { emit, requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { documentDeleted, getDocumentInWorkspace } from './document.ts'
import { documents } from './tables.ts'

export const DeleteDocumentInput = z.object({ documentId: z.string() })
export type DeleteDocumentInput = z.infer<typeof DeleteDocumentInput>

/** Takes a document out of sight. Its versions stay, since others may rest on what they say. */
export async function deleteDocument({ ctx, input }: VerbArgs<DeleteDocumentInput>): Promise<void> {
  requirePermission(ctx, 'documents.write')
  const { documentId } = DeleteDocumentInput.parse(input)
  await withTransaction(ctx, async (tx) => {
    const document = await getDocumentInWorkspace(tx, ctx, documentId, {
      forUpdate: true,
    })
    await tx
      .update(documents)
      .set({ deletedAt: new Date() })
      .where(and(eq(documents.workspaceId, ctx.workspaceId), eq(documents.id, documentId)))
    const before = { version: document.currentVersion }
    await audit(tx, ctx, { action: 'document.delete', subject: documentId, before })
    emit(tx, ctx, documentDeleted, documentId, {}, document)
  })
}
