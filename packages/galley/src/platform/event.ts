import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Actor, Context } from './context.ts'
import type { Transaction } from './db/index.ts'

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
  data: unknown
}

const pending = new WeakMap<Transaction, PendingEvent[]>()

/** Announces a fact. It is written with the transaction that makes it true, or not at all. */
export function emit<Data>(
  tx: Transaction,
  ctx: Context,
  event: EventDefinition<Data>,
  subject: string,
  data: Data,
): void {
  const queue = pending.get(tx)
  if (!queue) throw new TypeError('emit() needs an open transaction of withTransaction()')
  const jobId = ctx.step?.jobId ?? null
  queue.push({ type: event.type, actor: ctx.actor, subject, jobId, data: event.data.parse(data) })
}

/**
 * The transaction of every verb: this workspace's rows only, with the events written last.
 *
 * @example
 * return withTransaction(ctx, async (tx) => { … emit(tx, ctx, documentVersioned, id, { version }) })
 */
export function withTransaction<T>(
  ctx: Pick<Context, 'db' | 'workspaceId'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return ctx.db.tenant(ctx.workspaceId, async (tx) => {
    const queue: PendingEvent[] = []
    pending.set(tx, queue)
    const result = await work(tx)
    pending.delete(tx) // what is announced from here on would be lost, so it throws
    if (queue.length > 0) {
      await tx.execute(
        sql`select galley.append_events(${ctx.workspaceId}, ${JSON.stringify(queue)}::jsonb)`,
      )
    }
    return result
  })
}
