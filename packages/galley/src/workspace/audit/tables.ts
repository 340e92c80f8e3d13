import { sql } from 'drizzle-orm'
import { bigint, index, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Actor } from '../../platform/context.ts'
import { createdAt, galley, id, tenantPolicy, workspaceId } from '../../platform/db/index.ts'

/** The hash before the first entry of a workspace. */
export const GENESIS = '0'.repeat(64)

/**
 * Who did what, written in the same transaction; each entry carries the hash of the one before.
 * Only `galley.append_audit` writes it: the app role may read and nothing else.
 */
export const auditEntries = galley.table(
  'audit_entries',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** 1, 2, 3 … within the workspace. Null only until the routines have run after an upgrade. */
    seq: bigint('seq', { mode: 'number' }),
    createdAt: createdAt(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    /** For the index: behind row-level security an expression is not looked up in one. */
    actorId: text('actor_id').generatedAlwaysAs(sql`actor ->> 'id'`),
    /** Where the request came from; null for work that nobody waits for. */
    clientAddress: text('client_address'),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    requestId: text('request_id').notNull(),
    /** What changed, without content and without secrets. */
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
    previousHash: text('previous_hash'),
    /** `galley.audit_hash` of all the above. */
    hash: text('hash'),
  },
  (table) => [
    uniqueIndex('audit_entries_by_seq').on(table.workspaceId, table.seq),
    index('audit_entries_by_time').on(table.workspaceId, table.createdAt),
    index('audit_entries_by_subject').on(table.workspaceId, table.subject, table.seq),
    // The operator class is for prefixes: `source.*`.
    index('audit_entries_by_action').on(
      table.workspaceId,
      table.action.op('text_pattern_ops'),
      table.seq,
    ),
    index('audit_entries_by_actor').on(table.workspaceId, table.actorId, table.seq),
    index('audit_entries_by_request').on(table.workspaceId, table.requestId),
    tenantPolicy(),
  ],
)

/** Where each workspace's chain begins and ends, so that a cut at either end is found. */
export const auditHeads = galley.table(
  'audit_heads',
  {
    workspaceId: workspaceId().primaryKey(),
    /** The last entry's number and hash. */
    seq: bigint('seq', { mode: 'number' }).notNull().default(0),
    hash: text('hash').notNull().default(GENESIS),
    /** The oldest entry that is kept, and the hash of the one before it. */
    firstSeq: bigint('first_seq', { mode: 'number' }).notNull().default(1),
    baseHash: text('base_hash').notNull().default(GENESIS),
  },
  () => [tenantPolicy()],
)
