import { presentExport } from './export.ts'
import type { Export, ExportId } from './export.ts'
import { getExportOnShelf } from './shelf.ts'
import type { Shelf } from './shelf.ts'

/** How far an export is, and until when it can be downloaded. */
export async function getExport(shelf: Shelf, { exportId }: ExportId): Promise<Export> {
  return shelf.transaction(async (tx) => {
    const row = await getExportOnShelf(tx, shelf, exportId)
    return presentExport(row, await shelf.ctx.jobs.get(tx, shelf.workspaceId, row.jobId))
  })
}
