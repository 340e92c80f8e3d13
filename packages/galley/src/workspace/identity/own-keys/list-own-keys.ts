import { and, desc, getColumns, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { presentKey } from '../present-key.ts'
import { apiKeys } from '../tables.ts'
import { isOwn, OwnApiKey } from './own-key.ts'

export const ListOwnKeysInput = z.object(pageInput)
export type ListOwnKeysInput = z.input<typeof ListOwnKeysInput>

export const OwnApiKeyPage = Page(OwnApiKey)
export type OwnApiKeyPage = z.infer<typeof OwnApiKeyPage>

const keyCursor = defineCursor('own_api_keys', z.string())

/** The programs that a person has let in, newest first: also where they may not see other keys. */
export async function listOwnKeys({
  ctx,
  input,
}: VerbArgs<ListOwnKeysInput>): Promise<OwnApiKeyPage> {
  requirePermission(ctx, ACCOUNT)
  const { cursor, limit } = ListOwnKeysInput.parse(input)
  // Over all workspaces: what somebody let in does not depend on where they are now.
  const rows = await ctx.db.system
    .select({
      ...getColumns(apiKeys),
      workspaceName: sql<string>`coalesce((select w.name from galley.workspaces w
        where w.id = ${apiKeys.workspaceId}), '')`,
    })
    .from(apiKeys)
    .where(and(isOwn(ctx), cursor ? lt(apiKeys.id, keyCursor.decode(cursor)) : undefined))
    .orderBy(desc(apiKeys.id))
    .limit(limit + 1)
  const page = toPage(rows, limit, (row) => keyCursor.encode(row.id))
  const items = page.items.map(({ workspaceName, ...row }) => ({
    ...presentKey(row),
    workspaceId: row.workspaceId,
    workspaceName,
  }))
  return { ...page, items }
}
