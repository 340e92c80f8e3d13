import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { FindTarget, Target } from '../protocol/filter-sql.ts'
import {
  ENTERPRISE,
  enterpriseAttributes,
  subAttributesOf,
  userAttributes,
} from '../protocol/schemas.ts'
import type { Attribute } from '../protocol/schemas.ts'
import { scimUsers } from '../tables.ts'
import { nameKey } from './require-free.ts'
import { isActive } from './user-row.ts'

/** What the attributes of users are in the database, for filters. */
export const findUserTarget: FindTarget = ({ extension, attribute: name, sub }) => {
  const known = extension ? enterpriseAttributes : userAttributes
  if (!extension && sub === null && Object.hasOwn(columns, name))
    return columns[name as keyof typeof columns]
  if (!extension && name === 'meta') return sub === null ? null : (metaOf[sub] ?? null)
  if (!extension && name === 'groups') return groups
  const attribute = known.get(name)
  if (!attribute) return null
  const holder = extension
    ? sql`(${scimUsers.attributes} -> ${ENTERPRISE}::text)`
    : sql`${scimUsers.attributes}`
  if (attribute.multiValued) return listOf(holder, attribute)
  if (!attribute.subAttributes) return sub === null ? textIn(holder, attribute) : null
  const part = subAttributesOf(attribute).get(sub ?? '')
  return part ? textIn(sql`(${holder} -> ${attribute.name}::text)`, part) : null
}

const columns = {
  id: { kind: 'text', value: sql`${scimUsers.id}`, caseExact: true },
  externalid: { kind: 'text', value: sql`${scimUsers.externalId}`, caseExact: true },
  username: { kind: 'folded', value: sql`${scimUsers.userNameKey}`, fold: nameKey },
  active: { kind: 'flag', value: isActive },
} satisfies Record<string, Target>

const metaOf: Readonly<Record<string, Target>> = {
  created: { kind: 'moment', value: sql`${scimUsers.createdAt}` },
  lastmodified: { kind: 'moment', value: sql`${scimUsers.updatedAt}` },
  resourcetype: { kind: 'text', value: sql`'User'::text` },
}

const textIn = (holder: SQL, { name, type }: Attribute): Target => {
  const value = sql`(${holder} ->> ${name}::text)`
  return type === 'boolean'
    ? { kind: 'flag', value: sql`${value}::boolean` }
    : { kind: 'text', value }
}

const listOf = (holder: SQL, attribute: Attribute): Target => ({
  kind: 'list',
  rows: sql`jsonb_array_elements(coalesce(${holder} -> ${attribute.name}::text, '[]'::jsonb)) item`,
  sub(name) {
    const part = subAttributesOf(attribute).get(name)
    return part ? textIn(sql`item`, part) : null
  },
})

const groups: Target = {
  kind: 'list',
  rows: sql`galley.scim_group_members link join galley.scim_groups its on its.id = link.group_id
    and link.scim_user_id = scim_users.id`,
  sub(name) {
    if (name === 'value') return { kind: 'text', value: sql`its.id`, caseExact: true }
    return name === 'display' ? { kind: 'text', value: sql`its.display_name` } : null
  },
}
