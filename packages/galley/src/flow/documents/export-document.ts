import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { UnsupportedError } from '../../platform/error.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { listSourceTitles } from '../sources/index.ts'
import {
  documentCodes,
  formatOf,
  getDocumentInWorkspace,
  getVersionInWorkspace,
  VersionNumber,
} from './document.ts'
import { exportFinishes } from './format.ts'
import type { ExportableDocument, ExportFile } from './format.ts'

export const ExportDocumentInput = z.object({
  documentId: z.string(),
  format: z.string().default('markdown'),
  version: VersionNumber.optional(),
})
export type ExportDocumentInput = z.input<typeof ExportDocumentInput>

export interface DocumentExport extends ExportFile {
  documentId: string
  version: number
  contentHash: string
  fileName: string
}

/** A version of a document as a file. */
export async function exportDocument({
  ctx,
  input,
}: VerbArgs<ExportDocumentInput>): Promise<DocumentExport> {
  requirePermission(ctx, 'documents.read')
  const { documentId, format: wanted, version } = ExportDocumentInput.parse(input)
  const { exportable, contentHash, format } = await withTransaction(ctx, async (tx) => {
    const document = await getDocumentInWorkspace(tx, ctx, documentId)
    const found = await getVersionInWorkspace(tx, ctx, document, version)
    const exportable: ExportableDocument = {
      ...found,
      id: document.id,
      title: document.title,
      language: document.language,
      createdAt: document.createdAt,
      updatedAt: found.createdAt,
      sources: await listSources(tx, ctx, found.provenance.sourceIds),
    }
    return { exportable, contentHash: found.contentHash, format: formatOf(ctx, document.format) }
  })
  const write = Object.hasOwn(format.exports, wanted) ? format.exports[wanted] : undefined
  if (!write) {
    const known = Object.keys(format.exports).join(', ')
    throw new UnsupportedError(documentCodes.EXPORT_UNKNOWN, { format: format.id, known, wanted })
  }
  let file = await write(exportable)
  for (const { finish } of ctx.extensions.get(exportFinishes)) file = await finish(ctx, file)
  const fileName = `${documentId}-v${exportable.version}.${file.extension}`
  return { ...file, documentId, version: exportable.version, contentHash, fileName }
}

/** In the version's order. One that was deleted since is still named: the text rests on it. */
async function listSources(
  tx: Transaction,
  ctx: Context,
  ids: readonly string[],
): Promise<ExportableDocument['sources']> {
  const known = new Map((await listSourceTitles(tx, ctx, ids)).map((source) => [source.id, source]))
  return ids.map((id) => known.get(id) ?? { id, title: null, kind: 'deleted' })
}
