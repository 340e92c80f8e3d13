import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Actor, Context } from './context.ts'
import type { Transaction } from './db/index.ts'
import { flushingLastWrites, writeLast } from './last-write.ts'
import type { LastWrite } from './last-write.ts'

/** A fact that the code can announce: `noun.past`, with typed data. */
export interface EventDefinition<Data = Record<string, unknown>> {
  type: string
  summary: string
  data: z.ZodType<Data>
}

/**
 * @example
 * export const documentVersioned = defineEvent({
 *   type: 'document.versioned', summary: 'A document has a new version.',
 *   data: z.object({ version: z.int() }),
 * })
 */
export function defineEvent<Data>(event: EventDefinition<Data>): EventDefinition<Data> {
  return event
}

interface PendingEvent {
  type: string
  actor: Actor
  subject: string
  jobId: string | null
  projectId: string | null
  recipient: string | null
  data: unknown
}

/** The log of facts. Behind whatever else is written last, since its order is the one readers see. */
const eventLog: LastWrite<PendingEvent> = {
  order: 2,
  routine: (workspaceId, events) =>
    sql`galley.append_events(${workspaceId}, ${JSON.stringify(events)}::jsonb)`,
}

/**
 * Announces a fact. It is written with the transaction that makes it true, or not at all.
 *
 * @param about.projectId The project that its subject belongs to, where it belongs to one; else the
 * job's, or the one that the caller is narrowed to.
 * @param about.recipient The only person who gets it.
 */
export function emit<Data>(
  tx: Transaction,
  ctx: Context,
  event: EventDefinition<Data>,
  subject: string,
  data: Data,
  about: { projectId?: string | null; recipient?: string } = {},
): void {
  const jobId = ctx.step?.jobId ?? null
  const { type } = event
  const projectId = about.projectId || null
  const recipient = about.recipient ?? null
  const said = event.data.parse(data)
  const fact = { type, actor: ctx.actor, subject, jobId, projectId, recipient, data: said }
  if (!writeLast(tx, eventLog, fact)) {
    throw new TypeError('emit() needs an open transaction of withTransaction()')
  }
}

/**
 * The transaction of every verb: this workspace's rows only, and of these the ones of the projects
 * that the caller is narrowed to; with what is numbered without gaps (audit entries, events) written last.
 *
 * @example
 * return withTransaction(ctx, async (tx) => { … emit(tx, ctx, documentVersioned, id, { version }) })
 */
export function withTransaction<T>(
  ctx: Pick<Context, 'db' | 'workspaceId' | 'projectIds'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return ctx.db.tenant(
    ctx.workspaceId,
    (tx) => flushingLastWrites(tx, ctx.workspaceId, () => work(tx)),
    ctx,
  )
}
