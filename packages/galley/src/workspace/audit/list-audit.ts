import { and, desc, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { AuditEntry, auditFilter, auditWhere, entryColumns } from './entry.ts'
import { requireReader } from './require-reader.ts'
import { auditEntries } from './tables.ts'

export const ListAuditInput = z.object({ ...auditFilter, ...pageInput })
export type ListAuditInput = z.input<typeof ListAuditInput>

export const AuditPage = Page(AuditEntry)
export type AuditPage = z.infer<typeof AuditPage>

const auditCursor = defineCursor('audit', z.int())

/** What was written, newest first. What is written meanwhile moves nothing from page to page. */
export async function listAudit({ ctx, input }: VerbArgs<ListAuditInput>): Promise<AuditPage> {
  requireReader(ctx)
  const { cursor, limit, ...filter } = ListAuditInput.parse(input)
  const before = cursor ? lt(auditEntries.seq, auditCursor.decode(cursor)) : undefined
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select(entryColumns)
      .from(auditEntries)
      .where(and(auditWhere(ctx, filter), before))
      .orderBy(desc(auditEntries.seq))
      .limit(limit + 1),
  )
  return toPage(rows, limit, ({ seq }) => auditCursor.encode(seq))
}
