import { sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import { purgeWorkspace } from './purge-workspace.ts'

/** What an owner restores at the last moment, by a clock that is behind, is not purged. */
const SLACK_MINUTES = 5

/**
 * Cron: purges the workspaces whose grace period is over. One that fails is no reason to leave the
 * others; it is tried again in the next round.
 */
export async function purgeWorkspaces(services: Services): Promise<void> {
  const { rows } = await services.db.system.execute<{ id: string }>(sql`
    select id from galley.workspaces
    where deleted_at is not null
      and purge_after < clock_timestamp() - make_interval(mins => ${SLACK_MINUTES})
    order by purge_after`)
  const failures: unknown[] = []
  for (const { id: workspaceId } of rows) {
    try {
      await purgeWorkspace(services, workspaceId)
    } catch (error) {
      failures.push(error)
      services.logger.warn({ workspaceId, error }, 'a workspace was not purged')
    }
  }
  if (failures.length > 0) throw failures[0]
}
