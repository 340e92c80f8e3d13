import { and, eq } from 'drizzle-orm'
import { ConflictError } from '../../../platform/error.ts'
import { newId } from '../../../platform/id.ts'
import { EXPORTS_AREA } from '../archive/workspace-archive.ts'
import { privacyCodes } from '../codes.ts'
import { privacyExports } from '../tables.ts'
import { presentExport } from './export.ts'
import type { Export } from './export.ts'
import { EXPORT_JOB } from './export-job.ts'
import { isThere, settleEnded } from './shelf.ts'
import type { Shelf } from './shelf.ts'

const MOST_KEPT = 10

/**
 * Starts an archive of everything: of the workspace, or of the person. One is made at a time.
 *
 * @throws ConflictError while another one runs, or when too many are kept.
 */
export async function createExport(shelf: Shelf): Promise<Export> {
  const { ctx, workspaceId, userId } = shelf
  const id = newId('exp')
  return shelf.transaction(async (tx) => {
    await settleEnded(tx, shelf)
    const count = await tx.$count(privacyExports, and(shelf.mine, isThere))
    if (count >= MOST_KEPT) {
      throw new ConflictError(privacyCodes.EXPORTS_FULL, { limit: MOST_KEPT })
    }
    const { jobId } = await ctx.jobs.enqueue(tx, {
      workspaceId,
      name: EXPORT_JOB,
      version: 1,
      input: { exportId: id },
      // A person's job must not outlive them by its name.
      actor: userId === null ? ctx.actor : { kind: 'system', id: 'privacy' },
      // Whoever may have everything was asked before; a role that changes meanwhile changes nothing.
      permissions: ['*'],
    })
    const [row] = await tx
      .insert(privacyExports)
      .values({
        id,
        workspaceId,
        userId,
        jobId,
        createdBy: ctx.actor.id,
        status: 'running',
        storageKey: `${EXPORTS_AREA}${id}.zip`,
      })
      .onConflictDoNothing() // another one runs: waits for it to commit, if it was just made
      .returning()
    if (!row) throw new ConflictError(privacyCodes.EXPORT_RUNNING, { exportId: await running() })
    await shelf.record(tx, 'export.create', id)
    return presentExport(row, null)

    async function running() {
      const [other] = await tx
        .select({ id: privacyExports.id })
        .from(privacyExports)
        .where(and(shelf.mine, eq(privacyExports.status, 'running')))
      return other?.id ?? null
    }
  })
}
