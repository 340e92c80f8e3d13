import type { VerbArgs } from '../../../platform/verb.ts'
import { newId } from '../../../platform/id.ts'
import { audit } from '../../audit/index.ts'
import { defaultRole } from '../groups/member-roles.ts'
import type { JsonObject } from '../protocol/read-body.ts'
import { requireSchema } from '../protocol/read-operations.ts'
import { USER } from '../protocol/schemas.ts'
import { lockDirectory, withPeople } from '../scim-context.ts'
import { scimUsers } from '../tables.ts'
import { findOrMakePerson, requireOwnAddress } from './person.ts'
import { readUser } from './read-user.ts'
import { nameKey, requireFree } from './require-free.ts'
import { closeSeat, openSeat } from './seat.ts'
import { getUserInWorkspace } from './user-row.ts'
import type { UserRow } from './user-row.ts'

/**
 * Seats a person whom the directory names: one who has an account, or a new one. A second time it is
 * refused, and of several at once one gets through.
 *
 * @throws HttpError 403 outside of the verified domains; ConflictError (uniqueness)
 */
export async function createDirectoryUser({ ctx, input }: VerbArgs<JsonObject>): Promise<UserRow> {
  requireSchema(input, USER)
  const user = readUser(input)
  return withPeople(ctx, async (tx) => {
    await requireOwnAddress(tx, ctx, user.email)
    const { userId, isMade } = await findOrMakePerson(tx, ctx, user)
    await lockDirectory(tx, ctx)
    const id = newId('scu')
    const { userName, externalId, email, attributes } = user
    await requireFree(tx, ctx, { id, userName, externalId, userId })

    const role = await defaultRole(tx, ctx)
    await openSeat(tx, ctx, { userId, role })
    if (user.active === false) await closeSeat(tx, ctx, userId)
    await tx.insert(scimUsers).values({
      id,
      workspaceId: ctx.workspaceId,
      userId,
      userName,
      userNameKey: nameKey(userName),
      externalId,
      email,
      attributes,
      hasMadeAccount: isMade,
    })
    const after = { userId, link: isMade ? 'created' : 'linked', isActive: user.active ?? true }
    await audit(tx, ctx, { action: 'scim_user.create', subject: id, after })
    return getUserInWorkspace(tx, ctx, id)
  })
}
