import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { scimGroups } from '../tables.ts'

/** A group as those see it who say what it means here. */
export const ScimGroup = z
  .object({
    id: z.string(),
    displayName: z.string(),
    externalId: z.string().nullable(),
    role: z.string().nullable().describe('What its members are here; null: it gives no role.'),
    memberCount: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'ScimGroup' })
export type ScimGroup = z.infer<typeof ScimGroup>

export const groupColumns = {
  id: scimGroups.id,
  displayName: scimGroups.displayName,
  externalId: scimGroups.externalId,
  role: scimGroups.role,
  memberCount: sql<number>`(
    select count(*)::int from galley.scim_group_members where group_id = scim_groups.id)`,
  createdAt: scimGroups.createdAt,
  updatedAt: scimGroups.updatedAt,
}
