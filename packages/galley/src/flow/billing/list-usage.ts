import { and, desc, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { usageEvents } from './tables.ts'
import { Usage, usageFilter, usageWhere } from './usage.ts'

export const ListUsageInput = z.object({ ...usageFilter, ...pageInput })
export type ListUsageInput = z.input<typeof ListUsageInput>

export const UsagePage = Page(Usage)
export type UsagePage = z.infer<typeof UsagePage>

const usageCursor = defineCursor('usage', z.object({ id: z.string() }))

/** The single calls, newest first. Ids sort by time, so the last one of a page is its cursor. */
export async function listUsage({ ctx, input }: VerbArgs<ListUsageInput>): Promise<UsagePage> {
  requirePermission(ctx, 'billing.read')
  const { cursor, limit, ...filter } = ListUsageInput.parse(input)
  const before = cursor ? usageCursor.decode(cursor) : null
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(usageEvents)
      .where(and(usageWhere(ctx, filter), before ? lt(usageEvents.id, before.id) : undefined))
      .orderBy(desc(usageEvents.id))
      .limit(limit + 1),
  )
  return toPage(rows, limit, ({ id }) => usageCursor.encode({ id }))
}
