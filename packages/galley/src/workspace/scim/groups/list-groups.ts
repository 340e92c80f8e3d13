import { and, asc, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { withTransaction } from '../../../platform/verb.ts'
import type { ListAnswer } from '../protocol/answer.ts'
import { filterToSql } from '../protocol/filter-sql.ts'
import type { FindTarget, Target } from '../protocol/filter-sql.ts'
import type { ListQuery } from '../protocol/read-page.ts'
import { isWanted, selectAttributes } from '../protocol/select-attributes.ts'
import { scimGroups } from '../tables.ts'
import { nameKey } from '../users/require-free.ts'
import { groupsOf } from './group-row.ts'
import { presentGroups } from './present-group.ts'

/** Groups can have thousands of members: a page of such is short. */
const MOST_WITH_MEMBERS = 20

/** The groups that a filter is true of, in the order in which they were made. */
export async function listDirectoryGroups({
  ctx,
  input: { filter, startIndex, count, selection, root },
}: {
  ctx: Context
  input: ListQuery & { root: string }
}): Promise<ListAnswer> {
  const condition = and(groupsOf(ctx), filter ? filterToSql(filter, findGroupTarget) : undefined)
  const hasMembers = isWanted(selection, 'members')
  const limit = hasMembers ? Math.min(count, MOST_WITH_MEMBERS) : count
  return withTransaction(ctx, async (tx) => {
    const total = await tx.$count(scimGroups, condition)
    const rows =
      limit === 0
        ? []
        : await tx
            .select()
            .from(scimGroups)
            .where(condition)
            .orderBy(asc(sql`${scimGroups.id} collate "C"`))
            .limit(limit)
            .offset(startIndex - 1)
    const groups = await presentGroups(tx, rows, { root, hasMembers })
    const resources = groups.map((group) => selectAttributes(group, selection))
    return { resources, total, startIndex }
  })
}

/** What the attributes of groups are in the database, for filters. */
const findGroupTarget: FindTarget = ({ extension, attribute, sub }) => {
  if (extension) return null
  const name = sub === null ? attribute : `${attribute}.${sub}`
  return Object.hasOwn(targets, name) ? targets[name]! : null
}

const targets: Readonly<Record<string, Target>> = {
  id: { kind: 'text', value: sql`${scimGroups.id}`, caseExact: true },
  externalid: { kind: 'text', value: sql`${scimGroups.externalId}`, caseExact: true },
  displayname: { kind: 'folded', value: sql`${scimGroups.displayNameKey}`, fold: nameKey },
  'meta.created': { kind: 'moment', value: sql`${scimGroups.createdAt}` },
  'meta.lastmodified': { kind: 'moment', value: sql`${scimGroups.updatedAt}` },
  'meta.resourcetype': { kind: 'text', value: sql`'Group'::text` },
  members: {
    kind: 'list',
    rows: sql`(select scim_user_id from galley.scim_group_members where group_id = scim_groups.id) link`,
    sub: (name) =>
      name === 'value' ? { kind: 'text', value: sql`link.scim_user_id`, caseExact: true } : null,
  },
}
