import { boolean, index, integer, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  createdAt,
  galley,
  id,
  moment,
  systemPolicy,
  tenantPolicy,
  workspaceId,
} from '../../platform/db/index.ts'

export const apiKeys = galley.table(
  'api_keys',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /**
     * Version 2: HMAC of the key's SHA-256 under a key of the installation, hex. Version 1, the
     * SHA-256 itself, is what earlier releases stored; it is raised at the start.
     */
    hash: text('hash').notNull(),
    hashVersion: integer('hash_version').notNull().default(1),
    /** The first characters, to recognise it by. */
    start: text('start').notNull(),
    permissions: text('permissions').array().notNull(),
    /** The projects that it is narrowed to; null: all. */
    projectIds: text('project_ids').array(),
    /** Whose it is, for a person's own key: it can do no more than they can, and ends with them. */
    userId: text('user_id'),
    /**
     * Whether they had come through the workspace's identity provider when they let it in: where that
     * is enforced, a person's own key without it does not work.
     */
    isVouched: boolean('is_vouched').notNull().default(false),
    /** The user or key that made it. */
    createdBy: text('created_by'),
    /** The key that it took over from. */
    rotatedFrom: text('rotated_from'),
    createdAt: createdAt(),
    /** Written in batches: up to a minute late. */
    lastUsedAt: moment('last_used_at'),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    uniqueIndex('api_keys_by_hash').on(table.hash),
    index('api_keys_by_workspace').on(table.workspaceId, table.id),
    index('api_keys_of_user').on(table.userId, table.id),
    tenantPolicy(),
  ],
)

/** A program that waits for a person to let it in (RFC 8628). */
export const deviceGrants = galley.table(
  'device_grants',
  {
    id: id(),
    /** Keyed hashes: of what the program polls with, and of what the person types. */
    deviceCodeHash: text('device_code_hash').notNull(),
    userCodeHash: text('user_code_hash').notNull(),
    /** What the program calls itself: `galley on anna-laptop`. */
    clientName: text('client_name').notNull(),
    clientAddress: text('client_address'),
    status: text('status').$type<'pending' | 'approved' | 'denied' | 'used'>().notNull(),
    userId: text('user_id'),
    workspaceId: text('workspace_id'),
    /** Whether whoever approved it had come through the workspace's identity provider. */
    isVouched: boolean('is_vouched').notNull().default(false),
    intervalSeconds: integer('interval_seconds').notNull().default(5),
    polledAt: moment('polled_at'),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [
    uniqueIndex('device_grants_by_device_code').on(table.deviceCodeHash),
    uniqueIndex('device_grants_by_user_code').on(table.userCodeHash),
    index('device_grants_by_expiry').on(table.expiresAt),
    systemPolicy(),
  ],
)
