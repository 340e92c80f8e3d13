import { and, asc, eq, gt, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { csvLine } from '../../platform/csv-line.ts'
import { toWire } from '../../platform/http/index.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { AuditEntry, auditFilter, auditWhere, entryColumns } from './entry.ts'
import { requireReader } from './require-reader.ts'
import { auditEntries, auditHeads } from './tables.ts'

export const ExportAuditInput = z.object({
  ...auditFilter,
  format: z.enum(['jsonl', 'csv']).default('jsonl').describe('JSON lines, or CSV.'),
})
export type ExportAuditInput = z.input<typeof ExportAuditInput>

export interface AuditExport {
  body: ReadableStream<Uint8Array>
  mediaType: string
  fileName: string
}

const BATCH = 500

const columns =
  'seq,created_at,actor_kind,actor_id,actor_name,client_address,action,subject,request_id,before,after,previous_hash,hash'

interface Writer {
  mediaType: string
  head: string
  line(entry: AuditEntry): string
}

const writers: Record<'jsonl' | 'csv', Writer> = {
  jsonl: {
    mediaType: 'application/x-ndjson',
    head: '',
    line: (entry) => `${JSON.stringify(toWire(AuditEntry, entry))}\n`,
  },
  csv: {
    mediaType: 'text/csv',
    head: `${columns}\r\n`,
    line: ({ actor, before, after, ...entry }) =>
      csvLine([
        entry.seq,
        entry.createdAt.toISOString(),
        actor.kind,
        actor.id,
        actor.name,
        entry.clientAddress,
        entry.action,
        entry.subject,
        entry.requestId,
        before && JSON.stringify(before),
        after && JSON.stringify(after),
        entry.previousHash,
        entry.hash,
      ]),
  },
}

/**
 * All entries that fit the filter and were there when it was asked for, oldest first. Batches are
 * read as fast as the client takes them, each in a transaction of its own.
 */
export async function exportAudit({
  ctx,
  input,
}: VerbArgs<ExportAuditInput>): Promise<AuditExport> {
  requireReader(ctx)
  const { format, ...filter } = ExportAuditInput.parse(input)
  const writer = writers[format]
  const until = await readLastSeq(ctx)
  const encoder = new TextEncoder()
  let after = 0
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (writer.head) controller.enqueue(encoder.encode(writer.head))
    },
    async pull(controller) {
      const entries = await readBatch(ctx, filter, { after, until })
      if (entries.length > 0) {
        controller.enqueue(encoder.encode(entries.map(writer.line).join('')))
        after = entries.at(-1)!.seq
      }
      if (entries.length < BATCH) controller.close()
    },
  })
  return { body, mediaType: writer.mediaType, fileName: `audit.${format}` }
}

async function readLastSeq(ctx: Context): Promise<number> {
  const [head] = await withTransaction(ctx, (tx) =>
    tx
      .select({ seq: auditHeads.seq })
      .from(auditHeads)
      .where(eq(auditHeads.workspaceId, ctx.workspaceId)),
  )
  return head?.seq ?? 0
}

function readBatch(
  ctx: Context,
  filter: Parameters<typeof auditWhere>[1],
  { after, until }: { after: number; until: number },
): Promise<AuditEntry[]> {
  const { seq } = auditEntries
  return withTransaction(ctx, (tx) =>
    tx
      .select(entryColumns)
      .from(auditEntries)
      .where(and(auditWhere(ctx, filter), gt(seq, after), lte(seq, until)))
      .orderBy(asc(seq))
      .limit(BATCH),
  )
}
