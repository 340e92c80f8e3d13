import { and, eq, ne, or } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { taken } from '../protocol/refuse.ts'
import { scimUsers } from '../tables.ts'
import { ofWorkspace } from './user-row.ts'

/** As names are compared. */
export const nameKey = (name: string) => name.normalize('NFC').toLowerCase()

/** @throws ConflictError (uniqueness) when another user has a name, an id or a person already. */
export async function requireFree(
  tx: Transaction,
  ctx: Context,
  wanted: { id: string; userName: string; externalId: string | null; userId: string },
): Promise<void> {
  const { id, externalId, userId } = wanted
  const userNameKey = nameKey(wanted.userName)
  const others = await tx
    .select()
    .from(scimUsers)
    .where(
      and(
        ofWorkspace(ctx),
        ne(scimUsers.id, id),
        or(
          eq(scimUsers.userNameKey, userNameKey),
          externalId === null ? undefined : eq(scimUsers.externalId, externalId),
          eq(scimUsers.userId, userId),
        ),
      ),
    )
  if (others.some((one) => one.userNameKey === userNameKey)) throw taken('SCIM_USER_NAME_TAKEN')
  if (others.some((one) => one.userId === userId)) throw taken('SCIM_PERSON_TAKEN')
  if (others.length > 0) throw taken('SCIM_EXTERNAL_ID_TAKEN', { type: 'user' })
}
