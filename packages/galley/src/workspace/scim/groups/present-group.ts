import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'
import type { JsonObject } from '../protocol/read-body.ts'
import { GROUP } from '../protocol/schemas.ts'
import { scimGroupMembers, scimUsers } from '../tables.ts'
import { groupTag } from './group-row.ts'
import type { GroupRow } from './group-row.ts'

/** Groups as the protocol shows them; `root` is the address of the service. */
export async function presentGroups(
  tx: Transaction,
  rows: readonly GroupRow[],
  { root, hasMembers = true }: { root: string; hasMembers?: boolean },
): Promise<JsonObject[]> {
  const members = hasMembers && rows.length > 0 ? await membersOf(tx, rows) : new Map()
  return rows.map((row) => presentGroup(row, members.get(row.id) ?? [], root))
}

function presentGroup(row: GroupRow, members: readonly MemberRef[], root: string): JsonObject {
  const { id, displayName, externalId, createdAt, updatedAt } = row
  return {
    schemas: [GROUP],
    id,
    ...(externalId !== null && { externalId }),
    displayName,
    ...(members.length > 0 && {
      members: members.map(({ userId, name }) => ({
        value: userId,
        $ref: `${root}/Users/${userId}`,
        display: name,
        type: 'User',
      })),
    }),
    meta: {
      resourceType: 'Group',
      created: createdAt.toISOString(),
      lastModified: updatedAt.toISOString(),
      version: groupTag(row),
      location: `${root}/Groups/${id}`,
    },
  }
}

interface MemberRef {
  groupId: string
  userId: string
  name: string
}

async function membersOf(tx: Transaction, rows: readonly GroupRow[]) {
  const found: MemberRef[] = await tx
    .select({
      groupId: scimGroupMembers.groupId,
      userId: scimUsers.id,
      name: sql<string>`coalesce(${scimUsers.attributes} ->> 'displayName', ${scimUsers.userName})`,
    })
    .from(scimGroupMembers)
    .innerJoin(scimUsers, eq(scimUsers.id, scimGroupMembers.scimUserId))
    .where(
      and(
        eq(scimGroupMembers.workspaceId, rows[0]!.workspaceId),
        inArray(
          scimGroupMembers.groupId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(scimUsers.id))
  return Map.groupBy(found, ({ groupId }) => groupId)
}
