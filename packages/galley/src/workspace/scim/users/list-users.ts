import { and, asc, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { withTransaction } from '../../../platform/verb.ts'
import type { ListAnswer } from '../protocol/answer.ts'
import { filterToSql } from '../protocol/filter-sql.ts'
import type { ListQuery } from '../protocol/read-page.ts'
import { isWanted, selectAttributes } from '../protocol/select-attributes.ts'
import { scimUsers } from '../tables.ts'
import { presentUsers } from './present-user.ts'
import { findUserTarget } from './user-targets.ts'
import { isActive, ofWorkspace } from './user-row.ts'

/** The users that a filter is true of, in the order in which they were made. */
export async function listDirectoryUsers({
  ctx,
  input: { filter, startIndex, count, selection, root },
}: {
  ctx: Context
  input: ListQuery & { root: string }
}): Promise<ListAnswer> {
  const condition = and(ofWorkspace(ctx), filter ? filterToSql(filter, findUserTarget) : undefined)
  return withTransaction(ctx, async (tx) => {
    const total = await tx.$count(scimUsers, condition)
    const found =
      count === 0
        ? []
        : await tx
            .select({ user: scimUsers, isActive })
            .from(scimUsers)
            .where(condition)
            .orderBy(asc(sql`${scimUsers.id} collate "C"`))
            .limit(count)
            .offset(startIndex - 1)
    const rows = found.map(({ user, isActive: active }) => ({ ...user, isActive: active }))
    const users = await presentUsers(tx, rows, { root, hasGroups: isWanted(selection, 'groups') })
    return { resources: users.map((user) => selectAttributes(user, selection)), total, startIndex }
  })
}
