import { and, desc, eq, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, pageInput, toPage } from '../../platform/http/index.ts'
import type { Page } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { toDomain } from './domain.ts'
import type { Domain } from './domain.ts'
import { domains } from './tables.ts'

export const ListDomainsInput = z.object(pageInput)
export type ListDomainsInput = z.input<typeof ListDomainsInput>

const cursor = defineCursor('domains', z.string())

/** Newest first. */
export async function listDomains({
  ctx,
  input,
}: VerbArgs<ListDomainsInput>): Promise<Page<Domain>> {
  requirePermission(ctx, 'domains.read')
  const { limit, ...page } = ListDomainsInput.parse(input)
  const before = page.cursor ? cursor.decode(page.cursor) : undefined
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(domains)
      .where(
        and(eq(domains.workspaceId, ctx.workspaceId), before ? lt(domains.id, before) : undefined),
      )
      .orderBy(desc(domains.id))
      .limit(limit + 1),
  )
  const { items, nextCursor } = toPage(rows, limit, (row) => cursor.encode(row.id))
  return { items: items.map(toDomain), nextCursor }
}
