import { boolean, jsonb, primaryKey, text } from 'drizzle-orm/pg-core'
import { createdAt, galley, moment, tenantPolicy, workspaceId } from '../../platform/db/index.ts'
import type { StoredPrice } from './connection.ts'

/** The providers of models that a workspace reaches with a key of its own. */
export const modelConnections = galley.table(
  'model_connections',
  {
    workspaceId: workspaceId(),
    provider: text('provider').notNull(),
    /** Sealed. */
    apiKey: text('api_key'),
    /** The last letters of the key, for people to know it by. */
    keyHint: text('key_hint'),
    /** Null: the provider's own address. */
    baseUrl: text('base_url'),
    model: text('model'),
    isDefault: boolean('is_default').notNull(),
    prices: jsonb('prices').$type<StoredPrice[]>().notNull().default([]),
    status: text('status').$type<'untested' | 'working' | 'failing'>().notNull(),
    /** What was wrong the last time, in words and as a code. */
    problem: text('problem'),
    problemCode: text('problem_code'),
    checkedAt: moment('checked_at'),
    createdAt: createdAt(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.provider] }), tenantPolicy()],
)
