import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { emit, requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import {
  documentVersionNamed,
  getDocumentInWorkspace,
  getVersionInWorkspace,
  VersionNumber,
} from './document.ts'
import type { VersionSummary } from './document.ts'
import { describeVersions } from './list-versions.ts'
import { versionNames } from './tables.ts'

export const NameVersionInput = z.object({
  documentId: z.string(),
  version: VersionNumber,
  name: z.string().trim().min(1).max(120).nullable().describe('Null takes the name away.'),
})
export type NameVersionInput = z.input<typeof NameVersionInput>

/** Gives a version a name by which people find it again. The version itself stays as it is. */
export async function nameVersion({
  ctx,
  input,
}: VerbArgs<NameVersionInput>): Promise<VersionSummary> {
  requirePermission(ctx, 'documents.write')
  const { documentId, version, name } = NameVersionInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    // For update: of two who name it at once, one is before the other.
    const document = await getDocumentInWorkspace(tx, ctx, documentId, { forUpdate: true })
    const row = await getVersionInWorkspace(tx, ctx, document, version)
    const before = await storeName(tx, ctx, { documentId, version, name })
    if (before !== name) {
      await audit(tx, ctx, {
        action: 'document.name_version',
        subject: documentId,
        before: { version, name: before },
        after: { version, name },
      })
      emit(tx, ctx, documentVersionNamed, documentId, { version, name }, document)
    }
    return (await describeVersions(tx, ctx, [{ ...row, name }]))[0]!
  })
}

/** @returns the name before */
async function storeName(
  tx: Transaction,
  ctx: Context,
  { documentId, version, name }: z.infer<typeof NameVersionInput>,
): Promise<string | null> {
  const isIt = and(
    eq(versionNames.workspaceId, ctx.workspaceId),
    eq(versionNames.documentId, documentId),
    eq(versionNames.version, version),
  )
  const [before] = await tx.select({ name: versionNames.name }).from(versionNames).where(isIt)
  if (name === null) await tx.delete(versionNames).where(isIt)
  else {
    const named = { name, author: ctx.actor }
    await tx
      .insert(versionNames)
      .values({ documentId, version, workspaceId: ctx.workspaceId, ...named })
      .onConflictDoUpdate({ target: [versionNames.documentId, versionNames.version], set: named })
  }
  return before?.name ?? null
}
