import { sql } from 'drizzle-orm'
import { bigint, customType, pgPolicy, pgSchema, text, timestamp } from 'drizzle-orm/pg-core'

/** Everything Galley stores lives in one PostgreSQL schema, so it can share an operator's database. */
export const galley = pgSchema('galley')

/** The role that all request work runs as. It owns nothing, so row-level security binds it. */
export const APP_ROLE = 'galley_app'

/** Primary key: a prefixed, sortable id made by `newId`. */
export const id = () => text('id').primaryKey()

/** The tenant that a row belongs to. Every tenant table has it, and `tenantPolicy()` beside it. */
export const workspaceId = () => text('workspace_id').notNull()

export const createdAt = () =>
  timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow()

export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** In the code null, in the database empty, so that unique keys hold for it too. */
const emptyAsNull = customType<{ data: string | null; driverData: string }>({
  dataType: () => 'text',
  fromDriver: (value) => value || null,
  toDriver: (value) => value ?? '',
})

/**
 * The project that a row belongs to; null: to the workspace itself. New rows belong to the one that
 * their transaction is narrowed to. `projectPolicy()` stands beside it.
 */
export const projectId = () =>
  emptyAsNull('project_id')
    .notNull()
    .default(sql`coalesce(current_setting('galley.project_id', true), '')`)

/** An amount of money in micro-units (1,000,000 = one unit of the currency). Always an integer. */
export const micros = (name: string) => bigint(name, { mode: 'number' })

/**
 * The second lock: a row is visible and writable only inside a transaction that was opened for its
 * workspace. The first lock is the verb's own `where`.
 *
 * @example
 * galley.table('notes', { id: id(), workspaceId: workspaceId() }, () => [tenantPolicy()])
 */
export const tenantPolicy = () =>
  pgPolicy('tenant', {
    as: 'permissive',
    for: 'all',
    to: APP_ROLE,
    using: sql`workspace_id = (select current_setting('galley.workspace_id', true))`,
    withCheck: sql`workspace_id = (select current_setting('galley.workspace_id', true))`,
  })

/**
 * For a table of the whole installation, in no workspace: people, sessions, sealing keys. The app
 * role sees nothing of it; `scripts/checks/ownership.ts` lists who may use the owner's handle.
 */
export const systemPolicy = () =>
  pgPolicy('nobody', {
    as: 'permissive',
    for: 'all',
    to: APP_ROLE,
    using: sql`false`,
    withCheck: sql`false`,
  })

const projects = sql`(select nullif(current_setting('galley.project_ids', true), '')::text[])`
// The cast tells an array from a subquery of rows.
const isInProjects = sql`${projects} is null or project_id = any(${projects}::text[])`

/**
 * Narrows further, in transactions of callers who see some projects only: to rows of these.
 *
 * @example
 * galley.table('notes', { id: id(), workspaceId: workspaceId(), projectId: projectId() },
 *   () => [tenantPolicy(), projectPolicy()])
 */
export const projectPolicy = () =>
  pgPolicy('project', {
    as: 'restrictive',
    for: 'all',
    to: APP_ROLE,
    using: isInProjects,
    withCheck: isInProjects,
  })
