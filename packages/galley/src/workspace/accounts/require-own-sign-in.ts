import { and, eq, isNull } from 'drizzle-orm'
import { ForbiddenError } from '../../platform/error.ts'
import type { AccountVerbArgs } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { sessionTokenOf } from './sessions.ts'
import { sessions } from './tables.ts'

/**
 * Passes for people who signed in by a way of their own. Whoever runs an identity provider can send
 * anybody of its domain here: that lets them into that workspace, and must not give them a way into
 * the account for good.
 *
 * @throws ForbiddenError
 */
export async function requireOwnSignIn({
  ctx,
  headers,
}: Pick<AccountVerbArgs<unknown>, 'ctx' | 'headers'>): Promise<void> {
  const token = (await sessionTokenOf(ctx, headers)) ?? ''
  const own = await ctx.db.system.$count(
    sessions,
    and(eq(sessions.token, token), isNull(sessions.ssoWorkspaceId)),
  )
  if (own === 0) throw new ForbiddenError(accountCodes.SIGN_IN_IS_VOUCHED)
}
