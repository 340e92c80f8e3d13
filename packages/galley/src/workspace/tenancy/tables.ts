import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgPolicy, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  APP_ROLE,
  createdAt,
  galley,
  id,
  moment,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'

const ownWorkspace = sql`id = (select current_setting('galley.workspace_id', true))`

/** The tenants. */
export const workspaces = galley.table(
  'workspaces',
  {
    id: id(),
    name: text('name').notNull(),
    /** Members have to come through the workspace's identity provider; owners may also come otherwise. */
    ssoEnforced: boolean('sso_enforced').notNull().default(false),
    createdAt: createdAt(),
    /** Asked to be deleted: closed to everybody, and restorable until `purgeAfter`. */
    deletedAt: moment('deleted_at'),
    purgeAfter: moment('purge_after'),
  },
  () => [
    pgPolicy('tenant', { for: 'all', to: APP_ROLE, using: ownWorkspace, withCheck: ownWorkspace }),
  ],
)

/** A part of a workspace that members and keys can be narrowed to. */
export const projects = galley.table(
  'projects',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    createdAt: createdAt(),
    archivedAt: moment('archived_at'),
  },
  (table) => [
    uniqueIndex('projects_by_name').on(table.workspaceId, sql`lower(${table.name})`),
    tenantPolicy(),
  ],
)

/** Who belongs to a workspace, and as what. */
export const members = galley.table(
  'members',
  {
    id: id(),
    workspaceId: workspaceId(),
    userId: text('user_id').notNull(),
    /** One of the built-in roles, or the id of a custom one. */
    role: text('role').notNull(),
    /** The projects that they are narrowed to; null: all. */
    projectIds: text('project_ids').array(),
    /** How they came: who made the workspace, an invitation, single sign-on, a directory. */
    origin: text('origin').$type<'founder' | 'invitation' | 'sso' | 'scim'>().notNull(),
    /** False while a directory has them switched off: they keep their seat and may nothing. */
    isActive: boolean('is_active').notNull().default(true),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('members_by_user').on(table.workspaceId, table.userId),
    index('members_of_user').on(table.userId),
    tenantPolicy(),
  ],
)

/** Roles beside the built-in ones: named sets of permissions. */
export const roles = galley.table(
  'roles',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    permissions: text('permissions').array().notNull(),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('roles_by_name').on(table.workspaceId, sql`lower(${table.name})`),
    tenantPolicy(),
  ],
)

/** A way in for somebody who is not a member yet: for one address, or a link for several people. */
export const invitations = galley.table(
  'invitations',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Lower case; null for a link. */
    email: text('email'),
    role: text('role').notNull(),
    projectIds: text('project_ids').array(),
    /** Keyed hash of the token in the link. */
    tokenHash: text('token_hash').notNull(),
    maximumUses: integer('maximum_uses').notNull().default(1),
    uses: integer('uses').notNull().default(0),
    /** The user or key that made it: it holds as long as they could still make it. */
    invitedBy: text('invited_by').notNull(),
    /** How often it was mailed, and when last: limits count by it. */
    mails: integer('mails').notNull().default(0),
    mailedAt: moment('mailed_at'),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    uniqueIndex('invitations_by_token').on(table.tokenHash),
    index('invitations_by_email').on(table.email, table.mailedAt),
    index('invitations_by_workspace').on(table.workspaceId, table.id),
    tenantPolicy(),
  ],
)
