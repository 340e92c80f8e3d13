import { and, desc } from 'drizzle-orm'
import { z } from 'zod'
import { privacyExports } from '../tables.ts'
import { Export, presentExport } from './export.ts'
import { isThere, settleEnded } from './shelf.ts'
import type { Shelf } from './shelf.ts'

/** There are ten at most, so it is one page. */
export const ExportList = z.object({ items: z.array(Export) })
export type ExportList = z.infer<typeof ExportList>

/** The exports that there are, the latest first. */
export async function listExports(shelf: Shelf): Promise<ExportList> {
  return shelf.transaction(async (tx) => {
    await settleEnded(tx, shelf)
    const rows = await tx
      .select()
      .from(privacyExports)
      .where(and(shelf.mine, isThere))
      .orderBy(desc(privacyExports.id))
    const items = []
    for (const row of rows) {
      const job = await shelf.ctx.jobs.get(tx, shelf.workspaceId, row.jobId)
      items.push(presentExport(row, job))
    }
    return { items }
  })
}
