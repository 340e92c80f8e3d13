import { and, asc, eq, getColumns, gt } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { ssoIdentities } from './tables.ts'

export const SsoIdentity = z
  .object({
    id: z.string(),
    connectionId: z.string(),
    userId: z.string(),
    subject: z.string().describe("The provider's own lasting name for the person."),
    email: z.string().describe('As the provider last told it.'),
    createdAt: z.date(),
    lastSignedInAt: z.date(),
  })
  .meta({ id: 'SsoIdentity' })

export const ListIdentitiesInput = z.object({
  connectionId: z.string().optional(),
  userId: z.string().optional(),
  ...pageInput,
})
export type ListIdentitiesInput = z.input<typeof ListIdentitiesInput>

export const IdentityPage = Page(SsoIdentity)
export type IdentityPage = z.infer<typeof IdentityPage>

const identityCursor = defineCursor('sso_identities', z.string())
const { workspaceId: _workspace, ...shown } = getColumns(ssoIdentities)

/** Who is linked to whom at the providers, oldest first. */
export async function listIdentities({
  ctx,
  input,
}: VerbArgs<ListIdentitiesInput>): Promise<IdentityPage> {
  requirePermission(ctx, 'sso.read')
  const { cursor, limit, connectionId, userId } = ListIdentitiesInput.parse(input)
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select(shown)
      .from(ssoIdentities)
      .where(
        and(
          eq(ssoIdentities.workspaceId, ctx.workspaceId),
          connectionId ? eq(ssoIdentities.connectionId, connectionId) : undefined,
          userId ? eq(ssoIdentities.userId, userId) : undefined,
          cursor ? gt(ssoIdentities.id, identityCursor.decode(cursor)) : undefined,
        ),
      )
      .orderBy(asc(ssoIdentities.id))
      .limit(limit + 1),
  )
  return toPage(rows, limit, ({ id }) => identityCursor.encode(id))
}
