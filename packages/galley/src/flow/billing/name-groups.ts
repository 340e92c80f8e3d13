import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { listDocumentTitles } from '../documents/index.ts'
import type { UsageGrouping } from './summarize-usage.ts'
import { usageEvents } from './tables.ts'

type Named = readonly { id: string; title: string | null }[]

/** Where the names of keys that are ids come from; other keys speak for themselves. */
const namings: Partial<
  Record<UsageGrouping, (tx: Transaction, ctx: Context, ids: readonly string[]) => Promise<Named>>
> = {
  document: listDocumentTitles,
  project: nameProjects,
  member: nameMembers,
}

/** Groups with what people call them; null for what has no name, or is gone. */
export async function nameGroups<Group extends { key: string | null }>(
  tx: Transaction,
  ctx: Context,
  grouping: UsageGrouping,
  groups: readonly Group[],
): Promise<(Group & { name: string | null })[]> {
  const ids = groups.flatMap(({ key }) => (key === null ? [] : [key]))
  const named = ids.length > 0 ? ((await namings[grouping]?.(tx, ctx, ids)) ?? []) : []
  const names = new Map(named.map(({ id, title }) => [id, title]))
  return groups.map((group) => ({ ...group, name: (group.key && names.get(group.key)) || null }))
}

async function nameProjects(
  tx: Transaction,
  { workspaceId }: Context,
  ids: readonly string[],
): Promise<Named> {
  const { rows } = await tx.execute<{ id: string; title: string }>(sql`
    select id, name as title from galley.projects
    where workspace_id = ${workspaceId} and id = any(${sql.param([...ids])})`)
  return rows
}

/** As they were called when they last used something: also those who left. */
async function nameMembers(
  tx: Transaction,
  { workspaceId }: Context,
  ids: readonly string[],
): Promise<Named> {
  const id = sql<string>`${usageEvents.actor} ->> 'id'`
  return tx
    .selectDistinctOn([id], { id, title: sql<string | null>`${usageEvents.actor} ->> 'name'` })
    .from(usageEvents)
    .where(and(eq(usageEvents.workspaceId, workspaceId), inArray(id, [...ids])))
    .orderBy(id, sql`${usageEvents.id} desc`)
}
