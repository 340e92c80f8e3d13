import { and, desc, lt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { scimTokens } from '../tables.ts'
import { inWorkspace, presentToken, ScimToken } from './token.ts'

export const ListTokensInput = z.object(pageInput)
export type ListTokensInput = z.input<typeof ListTokensInput>

export const ScimTokenPage = Page(ScimToken)
export type ScimTokenPage = z.infer<typeof ScimTokenPage>

const tokenCursor = defineCursor('scim_tokens', z.string())

/** Newest first, those that are over too. */
export async function listTokens({
  ctx,
  input,
}: VerbArgs<ListTokensInput>): Promise<ScimTokenPage> {
  requirePermission(ctx, 'scim.read')
  const { cursor, limit } = ListTokensInput.parse(input)
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(scimTokens)
      .where(
        and(inWorkspace(ctx), cursor ? lt(scimTokens.id, tokenCursor.decode(cursor)) : undefined),
      )
      .orderBy(desc(scimTokens.id))
      .limit(limit + 1),
  )
  const page = toPage(rows, limit, (row) => tokenCursor.encode(row.id))
  return { ...page, items: page.items.map(presentToken) }
}
