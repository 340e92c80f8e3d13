import { eq, sql } from 'drizzle-orm'
import { privacyExports } from '../tables.ts'
import type { ExportId } from './export.ts'
import { getExportOnShelf } from './shelf.ts'
import type { Shelf } from './shelf.ts'

/** Deletes an export and its archive; one that is being made is stopped. */
export async function deleteExport(shelf: Shelf, { exportId }: ExportId): Promise<void> {
  const { ctx, storage } = shelf
  const row = await shelf.transaction(async (tx) => {
    const found = await getExportOnShelf(tx, shelf, exportId)
    if (found.status === 'running') await ctx.jobs.cancel(tx, shelf.workspaceId, found.jobId)
    await tx
      .update(privacyExports)
      .set({ status: 'deleted', expiresAt: sql`clock_timestamp()` })
      .where(eq(privacyExports.id, exportId))
    await shelf.record(tx, 'export.delete', exportId)
    return found
  })
  // It is gone for everybody already. The sweep deletes what a failing store keeps, or what a job
  // that is being stopped still writes.
  await storage
    .delete(row.storageKey)
    .catch((error: unknown) => ctx.logger.warn({ error }, 'an export was not deleted'))
}
