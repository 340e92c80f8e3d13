import { sql } from 'drizzle-orm'
import type { Services } from '../../../platform/context.ts'
import type { Directory } from '../scim-context.ts'
import type { SyncError } from '../tables.ts'

const KEPT_ERRORS = 20

/** Something went well. Written at most every ten seconds: a sync is thousands of requests. */
export async function noteSync(services: Services, { workspaceId }: Directory): Promise<void> {
  await services.db.tenant(workspaceId, (tx) =>
    tx.execute(sql`
      insert into galley.scim_settings as settings (workspace_id, last_sync_at)
      values (${workspaceId}, clock_timestamp())
      on conflict (workspace_id) do update set last_sync_at = clock_timestamp()
      where coalesce(settings.last_sync_at < clock_timestamp() - interval '10 seconds', true)`),
  )
}

/** Something was refused: the last few are shown to the workspace's admins. */
export async function noteSyncError(
  services: Services,
  { workspaceId }: Directory,
  error: SyncError,
): Promise<void> {
  const added = JSON.stringify([error])
  await services.db.tenant(workspaceId, (tx) =>
    tx.execute(sql`
      insert into galley.scim_settings as settings (workspace_id, errors)
      values (${workspaceId}, ${added}::jsonb)
      on conflict (workspace_id) do update set errors =
        jsonb_path_query_array(${added}::jsonb || settings.errors, ${`$[0 to ${KEPT_ERRORS - 1}]`}::jsonpath)`),
  )
}
