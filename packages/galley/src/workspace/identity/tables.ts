import { sql } from 'drizzle-orm'
import { index, pgPolicy, text, uniqueIndex } from 'drizzle-orm/pg-core'
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

export const workspaces = galley.table(
  'workspaces',
  { id: id(), name: text('name').notNull(), createdAt: createdAt() },
  () => [
    pgPolicy('tenant', { for: 'all', to: APP_ROLE, using: ownWorkspace, withCheck: ownWorkspace }),
  ],
)

export const apiKeys = galley.table(
  'api_keys',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /** SHA-256 of the key, hex. The key has 256 random bits, so it needs no salt. */
    hash: text('hash').notNull(),
    /** The first characters, to recognise it by. */
    start: text('start').notNull(),
    permissions: text('permissions').array().notNull(),
    createdAt: createdAt(),
    expiresAt: moment('expires_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    uniqueIndex('api_keys_by_hash').on(table.hash),
    index('api_keys_by_workspace').on(table.workspaceId),
    tenantPolicy(),
  ],
)
