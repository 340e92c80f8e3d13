import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { auditEntries } from './tables.ts'

export interface AuditRecord {
  /** `noun.verb`: `source.create`. */
  action: string
  /** The id of what was changed. */
  subject: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/**
 * Records a write, in the write's own transaction. Give ids, states and settings, never content.
 *
 * @example
 * await audit(tx, ctx, { action: 'source.create', subject: source.id, after: { kind: source.kind } })
 */
export async function audit(tx: Transaction, ctx: Context, record: AuditRecord): Promise<void> {
  await tx.insert(auditEntries).values({
    id: newId('aud'),
    workspaceId: ctx.workspaceId,
    actor: ctx.actor,
    requestId: ctx.requestId,
    ...record,
  })
}
