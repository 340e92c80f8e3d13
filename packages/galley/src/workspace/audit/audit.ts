import { sql } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { writeLast } from '../../platform/last-write.ts'
import type { LastWrite } from '../../platform/last-write.ts'
import { redact } from './redact.ts'

export interface AuditRecord {
  /** `noun.verb`: `source.create`. */
  action: string
  /** The id of what was changed. */
  subject: string
  before?: Record<string, unknown> | undefined
  after?: Record<string, unknown> | undefined
}

/** An entry as `galley.append_audit` takes it: in the names of its columns. */
type NewEntry = Record<string, unknown>

/** In front of the events: jobs write those inside their routines, and nothing numbered after them. */
const auditLog: LastWrite<NewEntry> = {
  order: 1,
  routine: (workspaceId, entries) =>
    sql`galley.append_audit(${workspaceId}, ${JSON.stringify(entries)}::jsonb)`,
}

/**
 * Records a write, in the write's own transaction. Give ids, states and settings, never content;
 * what looks like a secret all the same is taken out.
 *
 * @example
 * await audit(tx, ctx, { action: 'source.create', subject: source.id, after: { kind: source.kind } })
 */
export async function audit(tx: Transaction, ctx: Context, record: AuditRecord): Promise<void> {
  const entry = newEntry(ctx, record)
  if (writeLast(tx, auditLog, entry)) return
  // Not a transaction of withTransaction(): it has no end that anything waits for.
  await tx.execute(sql`select ${auditLog.routine(ctx.workspaceId, [entry])}`)
}

export function newEntry(
  ctx: Pick<Context, 'actor' | 'requestId' | 'clientAddress'>,
  { action, subject, before, after }: AuditRecord,
): NewEntry {
  return {
    id: newId('aud'),
    actor: redact(ctx.actor),
    client_address: ctx.clientAddress ?? null,
    action,
    subject: redact(subject),
    request_id: ctx.requestId,
    before: before && redact(before),
    after: after && redact(after),
  }
}
