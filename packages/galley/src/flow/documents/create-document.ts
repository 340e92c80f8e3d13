import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { inProject } from '../../workspace/tenancy/index.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { formatOf, getVersionInWorkspace, toDocument } from './document.ts'
import type { Document } from './document.ts'
import { DocumentContent, Provenance } from './format.ts'
import { LanguageTag } from './language-tag.ts'
import { storable } from './storable.ts'
import { documents } from './tables.ts'
import { writeVersion } from './write-version.ts'

export const CreateDocumentInput = z.object({
  format: z.string(),
  language: LanguageTag.default('und'),
  content: DocumentContent,
  provenance: Provenance.default({ models: [], prompts: [], sourceIds: [] }),
  cause: z.enum(['generated', 'edited']).default('edited'),
  costMicros: z.int().min(0).nullable().default(null),
  projectId: z.string().optional(),
})
export type CreateDocumentInput = z.input<typeof CreateDocumentInput>

/** Makes a document with its first version; inside a durable step, once for that step. */
export async function createDocument({
  ctx: caller,
  input,
}: VerbArgs<CreateDocumentInput>): Promise<Document> {
  requirePermission(caller, 'documents.write')
  const { format, language, projectId, ...first } = CreateDocumentInput.parse(input)
  const ctx = await inProject(caller, projectId)
  const { title } = formatOf(ctx, format)

  return withTransaction(ctx, async (tx) => {
    const [row] = await tx
      .insert(documents)
      .values({
        id: newId('doc'),
        workspaceId: ctx.workspaceId,
        format,
        language,
        title: storable(title(first.content)),
        currentVersion: 0,
        origin: ctx.step?.idempotencyKey ?? null,
      })
      .onConflictDoNothing()
      .returning()
    if (!row) return getDocumentOfStep(tx, ctx)
    const { document, version } = await writeVersion(tx, ctx, row, { ...first, summary: 'Created' })
    return toDocument(document, version)
  })
}

async function getDocumentOfStep(tx: Transaction, ctx: Context): Promise<Document> {
  const [row] = await tx
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, ctx.workspaceId),
        eq(documents.origin, ctx.step!.idempotencyKey),
      ),
    )
  return toDocument(row!, await getVersionInWorkspace(tx, ctx, row!, 1))
}
