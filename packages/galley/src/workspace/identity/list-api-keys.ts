import { and, arrayContains, desc, gt, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { ApiKey, KeyStatus, presentKey, visibleKeys } from './present-key.ts'
import { apiKeys } from './tables.ts'

export const ListApiKeysInput = z.object({
  ...pageInput,
  projectId: z.string().max(60).optional().describe('Only those that reach this project.'),
  status: KeyStatus.optional(),
})
export type ListApiKeysInput = z.input<typeof ListApiKeysInput>

export const ApiKeyPage = Page(ApiKey)
export type ApiKeyPage = z.infer<typeof ApiKeyPage>

const keyCursor = defineCursor('api_keys', z.string())
const now = sql`clock_timestamp()`

/** Newest first. */
export async function listApiKeys({ ctx, input }: VerbArgs<ListApiKeysInput>): Promise<ApiKeyPage> {
  requirePermission(ctx, 'keys.read')
  const { cursor, limit, projectId, status } = ListApiKeysInput.parse(input)
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(apiKeys)
      .where(
        and(
          visibleKeys(ctx),
          cursor ? lt(apiKeys.id, keyCursor.decode(cursor)) : undefined,
          projectId
            ? or(isNull(apiKeys.projectIds), arrayContains(apiKeys.projectIds, [projectId]))
            : undefined,
          status && withStatus[status](),
        ),
      )
      .orderBy(desc(apiKeys.id))
      .limit(limit + 1),
  )
  const page = toPage(rows, limit, (row) => keyCursor.encode(row.id))
  return { ...page, items: page.items.map(presentKey) }
}

const withStatus = {
  revoked: () => isNotNull(apiKeys.revokedAt),
  expired: () => and(isNull(apiKeys.revokedAt), lte(apiKeys.expiresAt, now)),
  active: () =>
    and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))),
}
