import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'
import type { JsonObject } from '../protocol/read-body.ts'
import { ENTERPRISE, USER } from '../protocol/schemas.ts'
import { scimGroupMembers, scimGroups } from '../tables.ts'
import { userTag } from './user-row.ts'
import type { UserRow } from './user-row.ts'

/** Users as the protocol shows them; `root` is the address of the service. */
export async function presentUsers(
  tx: Transaction,
  rows: readonly UserRow[],
  { root, hasGroups = true }: { root: string; hasGroups?: boolean },
): Promise<JsonObject[]> {
  const groups = hasGroups && rows.length > 0 ? await groupsOf(tx, rows) : new Map()
  return rows.map((row) => presentUser(row, groups.get(row.id) ?? [], root))
}

function presentUser(row: UserRow, groups: readonly GroupRef[], root: string): JsonObject {
  const { id, userName, externalId, attributes, createdAt, updatedAt } = row
  return {
    schemas: [USER, ...(ENTERPRISE in attributes ? [ENTERPRISE] : [])],
    id,
    ...(externalId !== null && { externalId }),
    userName,
    ...attributes,
    active: row.isActive,
    ...(groups.length > 0 && {
      groups: groups.map(({ groupId, name }) => ({
        value: groupId,
        $ref: `${root}/Groups/${groupId}`,
        display: name,
        type: 'direct',
      })),
    }),
    meta: {
      resourceType: 'User',
      created: createdAt.toISOString(),
      lastModified: updatedAt.toISOString(),
      version: userTag(row),
      location: `${root}/Users/${id}`,
    },
  }
}

interface GroupRef {
  scimUserId: string
  groupId: string
  name: string
}

async function groupsOf(tx: Transaction, rows: readonly UserRow[]) {
  const found: GroupRef[] = await tx
    .select({
      scimUserId: scimGroupMembers.scimUserId,
      groupId: scimGroups.id,
      name: scimGroups.displayName,
    })
    .from(scimGroupMembers)
    .innerJoin(scimGroups, eq(scimGroups.id, scimGroupMembers.groupId))
    .where(
      and(
        eq(scimGroupMembers.workspaceId, rows[0]!.workspaceId),
        inArray(
          scimGroupMembers.scimUserId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(scimGroups.id))
  return Map.groupBy(found, ({ scimUserId }) => scimUserId)
}
