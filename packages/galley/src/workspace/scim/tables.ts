import { boolean, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  createdAt,
  galley,
  id,
  moment,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'

/** What a directory signs in with. */
export const scimTokens = galley.table(
  'scim_tokens',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /** Keyed hash. */
    hash: text('hash').notNull(),
    /** The first characters, to recognise it by. */
    start: text('start').notNull(),
    /** The user or key that made it. */
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    /** Up to a minute late. */
    lastUsedAt: moment('last_used_at'),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    uniqueIndex('scim_tokens_by_hash').on(table.hash),
    index('scim_tokens_by_workspace').on(table.workspaceId, table.id),
    tenantPolicy(),
  ],
)

/** A person as the workspace's directory describes them. Whether they are active is their seat's. */
export const scimUsers = galley.table(
  'scim_users',
  {
    id: id(),
    workspaceId: workspaceId(),
    userId: text('user_id').notNull(),
    userName: text('user_name').notNull(),
    /** Lower case: user names that differ by case only are the same. */
    userNameKey: text('user_name_key').notNull(),
    externalId: text('external_id'),
    /** The address that says who it is: lower case. */
    email: text('email').notNull(),
    /** What else the directory said, in the names of RFC 7643; echoed, and filtered by. */
    attributes: jsonb('attributes').$type<Record<string, unknown>>().notNull(),
    /** Their account was made for this: so its name and address follow the directory. */
    hasMadeAccount: boolean('has_made_account').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('scim_users_by_name').on(table.workspaceId, table.userNameKey),
    uniqueIndex('scim_users_by_external_id').on(table.workspaceId, table.externalId),
    uniqueIndex('scim_users_by_person').on(table.workspaceId, table.userId),
    index('scim_users_of_person').on(table.userId),
    index('scim_users_by_workspace').on(table.workspaceId, table.id),
    tenantPolicy(),
  ],
)

export const scimGroups = galley.table(
  'scim_groups',
  {
    id: id(),
    workspaceId: workspaceId(),
    displayName: text('display_name').notNull(),
    displayNameKey: text('display_name_key').notNull(),
    externalId: text('external_id'),
    /** What its members are here; null: the group says nothing about it. Never owner. */
    role: text('role'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('scim_groups_by_name').on(table.workspaceId, table.displayNameKey),
    uniqueIndex('scim_groups_by_external_id').on(table.workspaceId, table.externalId),
    index('scim_groups_by_workspace').on(table.workspaceId, table.id),
    tenantPolicy(),
  ],
)

export const scimGroupMembers = galley.table(
  'scim_group_members',
  {
    workspaceId: workspaceId(),
    groupId: text('group_id')
      .notNull()
      .references(() => scimGroups.id, { onDelete: 'cascade' }),
    scimUserId: text('scim_user_id')
      .notNull()
      .references(() => scimUsers.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.scimUserId] }),
    index('scim_group_members_by_user').on(table.scimUserId),
    tenantPolicy(),
  ],
)

/** One thing that the directory was refused. */
export interface SyncError {
  at: string
  /** `PATCH /Users/{id}` */
  request: string
  status: number
  code: string
  detail: string
}

/** How a workspace's directory is set, and how it is going. */
export const scimSettings = galley.table(
  'scim_settings',
  {
    workspaceId: text('workspace_id').primaryKey(),
    /** What those become whom no group gives a role. Never owner. */
    defaultRole: text('default_role').notNull().default('viewer'),
    /** When the directory last asked or told us something that went well: up to ten seconds late. */
    lastSyncAt: moment('last_sync_at'),
    /** The last few, newest first. */
    errors: jsonb('errors').$type<SyncError[]>().notNull().default([]),
  },
  () => [tenantPolicy()],
)
