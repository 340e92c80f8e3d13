import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { ForbiddenError, InvalidError } from '../../../platform/error.ts'
import { ACCOUNT } from '../../../platform/permission.ts'
import { requirePermission } from '../../../platform/verb.ts'
import {
  currentSessionId,
  deleteUser,
  getOwnUser,
  normalizeEmail,
  requirePassword,
} from '../../accounts/index.ts'
import { privacyCodes } from '../codes.ts'

const FRESH_MINUTES = 10

export const DeleteAccountInput = z.object({
  email: z.string().max(320).describe('Your own address, to say that you mean it.'),
  password: z.string().max(1000).optional().describe('Needed where the account has one.'),
})
export type DeleteAccountInput = z.infer<typeof DeleteAccountInput>

/**
 * Deletes the own account: sessions, keys and ways to sign in end with it. What the person made
 * stays with its workspace. Workspaces that only they are in are closed, and purged later.
 *
 * @throws ForbiddenError unless they show once more who they are; ConflictError while others would
 * be left in a workspace without an owner.
 */
export async function deleteAccount({
  ctx,
  input,
  headers,
}: {
  ctx: Context
  input: DeleteAccountInput
  headers: Headers
}): Promise<void> {
  requirePermission(ctx, ACCOUNT)
  const { email, password } = DeleteAccountInput.parse(input)
  const userId = ctx.actor.id
  const user = await getOwnUser(ctx, userId)
  if (normalizeEmail(email) !== user.email) {
    const fields = [{ pointer: '/email', message: 'Not the address of this account' }]
    throw new InvalidError(privacyCodes.CONFIRMATION_DIFFERENT, {}, { fields })
  }
  if (await hasPassword(ctx, userId)) {
    if (password === undefined) throw new ForbiddenError(privacyCodes.PASSWORD_NEEDED)
    await requirePassword({ ctx, headers, user, password })
  } else {
    await requireFreshSession(ctx, headers)
  }
  await deleteUser({ services: ctx, input: { userId } })
  ctx.logger.info({ userId }, 'an account was deleted')
}

async function hasPassword({ db }: Context, userId: string): Promise<boolean> {
  const { rows } = await db.system.execute<{ found: boolean }>(sql`
    select exists (select from galley.credentials
      where user_id = ${userId} and password is not null) as found`)
  return rows[0]!.found
}

/** Without a password nothing but the sign-in itself shows who it is: so it has to be a new one. */
async function requireFreshSession(ctx: Context, headers: Headers): Promise<void> {
  const sessionId = await currentSessionId({ services: ctx, headers })
  const { rows } = await ctx.db.system.execute<{ fresh: boolean }>(sql`
    select exists (select from galley.sessions where id = ${sessionId} and user_id = ${ctx.actor.id}
      and created_at > clock_timestamp() - make_interval(mins => ${FRESH_MINUTES})) as fresh`)
  if (!rows[0]!.fresh) {
    throw new ForbiddenError(privacyCodes.SIGN_IN_TOO_OLD, { minutes: FRESH_MINUTES })
  }
}
