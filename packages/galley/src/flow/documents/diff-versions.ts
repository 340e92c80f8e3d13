import { z } from 'zod'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { ContentDiff, diffContent } from './diff.ts'
import {
  formatOf,
  getDocumentInWorkspace,
  getVersionInWorkspace,
  VersionNumber,
} from './document.ts'

export const DiffVersionsInput = z.object({
  documentId: z.string(),
  version: VersionNumber,
  against: VersionNumber.optional().describe('The older side; the version before when absent.'),
})
export type DiffVersionsInput = z.input<typeof DiffVersionsInput>

export const VersionDiff = ContentDiff.extend({ version: z.int(), against: z.int() })
export type VersionDiff = z.infer<typeof VersionDiff>

/** What changed from version `against` to `version`. */
export async function diffVersions({
  ctx,
  input,
}: VerbArgs<DiffVersionsInput>): Promise<VersionDiff> {
  requirePermission(ctx, 'documents.read')
  const { documentId, version, against = Math.max(1, version - 1) } = DiffVersionsInput.parse(input)
  return withTransaction(ctx, async (tx) => {
    const document = await getDocumentInWorkspace(tx, ctx, documentId)
    const after = await getVersionInWorkspace(tx, ctx, document, version)
    const before = await getVersionInWorkspace(tx, ctx, document, against)
    const diff = diffContent(formatOf(ctx, document.format), before.content, after.content)
    return { ...diff, version, against }
  })
}
