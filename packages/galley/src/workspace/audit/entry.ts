import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { auditEntries } from './tables.ts'

/** One write, as the API shows it. */
export const AuditEntry = z
  .object({
    seq: z.int().describe('1, 2, 3 … within the workspace, without gaps.'),
    id: z.string(),
    createdAt: z.date(),
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string().optional() }),
    clientAddress: z
      .string()
      .nullable()
      .describe('Where the request came from; null for work that nobody waits for.'),
    action: z.string().describe('`noun.verb`.'),
    subject: z.string().describe('The id of what was changed.'),
    requestId: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    previousHash: z.string(),
    hash: z.string().describe('SHA-256 over this entry and the hash of the one before it, hex.'),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

/** Every entry that there is has its place in the chain, though the columns may be empty. */
export const entryColumns = {
  seq: sql<number>`${auditEntries.seq}`.mapWith(Number),
  id: auditEntries.id,
  createdAt: auditEntries.createdAt,
  actor: auditEntries.actor,
  clientAddress: auditEntries.clientAddress,
  action: auditEntries.action,
  subject: auditEntries.subject,
  requestId: auditEntries.requestId,
  before: auditEntries.before,
  after: auditEntries.after,
  previousHash: sql<string>`${auditEntries.previousHash}`,
  hash: sql<string>`${auditEntries.hash}`,
}

/** PostgreSQL has no character NUL, so nothing has it in its name. */
const name = z
  .string()
  .max(200)
  .regex(/^[^\0]*$/, 'A text without the character NUL')

/** What the log can be asked by: spread into the input of every verb that reads it. */
export const auditFilter = {
  actorId: name.optional(),
  actorKind: z.enum(['user', 'api_key', 'job', 'webhook', 'system']).optional(),
  action: z
    .string()
    .max(200)
    .regex(/^[\w.-]+(\.\*)?$/, 'An action like source.create, or source.* for all of its kind')
    .optional()
    .describe('`source.create`, or `source.*` for all that begin so.'),
  subject: name.optional().describe('The id of what was changed.'),
  requestId: name.optional(),
  from: z.date().optional().describe('From this moment on.'),
  until: z.date().optional().describe('Before this moment.'),
}
const AuditFilter = z.object(auditFilter)
type AuditFilter = z.infer<typeof AuditFilter>

/** Entries of this workspace that fit the filter. */
export function auditWhere(
  ctx: Pick<Context, 'workspaceId'>,
  filter: AuditFilter,
): SQL | undefined {
  const { actorId, actorKind, action, subject, requestId, from, until } = filter
  return and(
    eq(auditEntries.workspaceId, ctx.workspaceId),
    actorId === undefined ? undefined : eq(auditEntries.actorId, actorId),
    actorKind && sql`(${auditEntries.actor} ->> 'kind') = ${actorKind}`,
    action === undefined ? undefined : actionIs(action),
    subject === undefined ? undefined : eq(auditEntries.subject, subject),
    requestId === undefined ? undefined : eq(auditEntries.requestId, requestId),
    from && gte(auditEntries.createdAt, from),
    until && lt(auditEntries.createdAt, until),
  )
}

/** `like` would not be looked up in an index behind row-level security. */
const actionIs = (action: string) =>
  action.endsWith('*')
    ? sql`starts_with(${auditEntries.action}, ${action.slice(0, -1)})`
    : eq(auditEntries.action, action)
