import { sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { writeLast } from '../../platform/last-write.ts'
import type { LastWrite } from '../../platform/last-write.ts'
import { permissionsOf, roles } from '../../platform/permission.ts'
import { defaultWishes } from '../accounts/index.ts'
import type { NotificationKind } from '../accounts/index.ts'

export interface NewNotification {
  kind: NotificationKind
  /** The id of what it is about. */
  subject: string
  /** Ids, states and figures, in the names of the API; never content, or the name of a person. */
  data: Record<string, unknown>
  /** People by id, or everybody whose role allows this. */
  to: readonly string[] | { permission: string }
  /** A second one with this key is none. Default: the subject. */
  dedupeKey?: string
}

type Item = Omit<NewNotification, 'to'> & { to: readonly string[]; wish: string }

/** Behind the events, whose cursor it needs too. */
const notificationLog: LastWrite<Item> = {
  order: 3,
  routine: (workspaceId, items) =>
    sql`galley.notify_people(${workspaceId}, ${JSON.stringify(items)}::jsonb)`,
}

/**
 * Tells people something, in the caller's transaction: if that commits, and only then. Those who do
 * not want to hear of this kind, or are no active members, are left out.
 *
 * @example
 * await notify(tx, ctx, {
 *   kind: 'connection_failing', subject: connection.id, to: { permission: 'models.write' },
 *   data: { name: connection.name, provider: connection.provider, error_code: error.code },
 *   dedupeKey: `${connection.id} ${today}`,
 * })
 */
export async function notify(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId' | 'permissionCatalogue'>,
  { to, ...notification }: NewNotification,
): Promise<void> {
  const people = 'permission' in to ? await peopleWhoMay(tx, ctx, to.permission) : to
  if (people.length === 0) return
  const { kind, subject, dedupeKey = subject } = notification
  const item: Item = { ...notification, dedupeKey, to: people, wish: defaultWishes[kind] }
  if (writeLast(tx, notificationLog, item)) return
  // Not a transaction of withTransaction(): it has no end that anything waits for.
  await tx.execute(sql`select ${notificationLog.routine(ctx.workspaceId, [item])}`)
}

async function peopleWhoMay(
  tx: Transaction,
  { workspaceId, permissionCatalogue }: Pick<Context, 'workspaceId' | 'permissionCatalogue'>,
  permission: string,
): Promise<string[]> {
  const builtIn = roles.filter((role) => permissionsOf(permissionCatalogue, role).has(permission))
  const { rows } = await tx.execute<{ user_id: string }>(sql`
    select m.user_id from galley.members m
    left join galley.roles r on r.id = m.role and r.workspace_id = m.workspace_id
    where m.workspace_id = ${workspaceId} and m.is_active
      and (m.role = any(${sql.param(builtIn)}) or ${permission} = any(r.permissions))`)
  return rows.map((row) => row.user_id)
}
