import { sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import { ConflictError } from '../../../platform/error.ts'
import { scopedStorage } from '../../../platform/storage/index.ts'
import type { Storage } from '../../../platform/storage/index.ts'
import { dropAuditChain } from '../../audit/index.ts'
import { privacyCodes } from '../codes.ts'
import { tablesChildrenFirst } from './tables-children-first.ts'
import type { TenantTable } from './tables-children-first.ts'

/** Rows of one transaction, where they are found by an index. */
const BATCH = 5000

/** Goes last, and by the module that owns it: until then the chain says what happened. */
const auditTables: ReadonlySet<string> = new Set(['audit_entries', 'audit_heads'])

/**
 * Deletes all that there is of a workspace: its rows in every table that has a `workspace_id`, its
 * bytes, its audit chain, and in the end itself. Killed anywhere it can be begun again; each round
 * finds what the one before has left.
 *
 * @throws ConflictError while jobs of it still run; they are stopped.
 */
export async function purgeWorkspace(services: Services, workspaceId: string): Promise<void> {
  const { db, storage, logger } = services
  await stopJobs(services, workspaceId)
  const mine = scopedStorage(storage, workspaceId)
  let rows = 0
  for (const table of await tablesChildrenFirst(db.system)) {
    if (!auditTables.has(table.name)) rows += await deleteRows(services, table, workspaceId)
  }
  const objects = await deleteObjects(mine)
  rows += await dropAuditChain(db, { workspaceId })
  await db.systemTransaction((tx) =>
    tx.execute(sql`
      delete from galley.${sql.identifier('workspaces')}
      where id = ${workspaceId} and deleted_at is not null`),
  )
  // Nobody is left to read an audit log of it.
  logger.info({ workspaceId, rows, objects }, 'a workspace was purged')
}

/** What still runs would write on, behind the purge. */
async function stopJobs({ db, jobs }: Services, workspaceId: string): Promise<void> {
  const unfinished = await db.systemTransaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string; is_running: boolean }>(sql`
      select id, status = 'running' as is_running from galley.jobs
      where workspace_id = ${workspaceId} and finished_at is null order by depth, id`)
    for (const { id } of rows) await jobs.cancel(tx, workspaceId, id)
    return rows
  })
  const running = unfinished.filter(({ is_running: isRunning }) => isRunning).length
  if (running > 0) throw new ConflictError(privacyCodes.PURGE_WAITS, { workspaceId, jobs: running })
}

async function deleteRows(
  { db }: Services,
  table: TenantTable,
  workspaceId: string,
): Promise<number> {
  const name = sql.identifier(table.name)
  // Without an index each batch would read the whole table again: then it is done in one.
  const limit = table.isIndexed ? BATCH : null
  for (let deleted = 0; ;) {
    const { rowCount } = await db.systemTransaction((tx) =>
      tx.execute<never>(sql`
        delete from galley.${name} where ctid = any(array(
          select ctid from galley.${name} where workspace_id = ${workspaceId} limit ${limit}))`),
    )
    deleted += rowCount ?? 0
    if ((rowCount ?? 0) < BATCH || limit === null) return deleted
  }
}

async function deleteObjects(storage: Storage): Promise<number> {
  let deleted = 0
  let cursor: string | undefined
  do {
    const page = await storage.list('', cursor === undefined ? {} : { cursor })
    await storage.delete(page.objects.map(({ key }) => key))
    deleted += page.objects.length
    cursor = page.cursor ?? undefined
  } while (cursor !== undefined)
  return deleted
}
