import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { NotFoundError, UnavailableError } from '../../platform/error.ts'
import { findVerifiedDomain } from '../domains/index.ts'
import { safeReturnPath } from './address.ts'
import { domainOf, normaliseEmail } from './asserted.ts'
import { beginAttempt } from './attempt.ts'
import { signInCodes, ssoCodes } from './codes.ts'
import type { ConnectionRow } from './connection.ts'
import { ssoConnections } from './tables.ts'

export const StartSignInInput = z.object({
  email: z.string().max(320).optional().describe('A work address, or'),
  connectionId: z.string().max(100).optional().describe('a connection, from its own link.'),
  returnTo: z.string().max(2000).optional().describe('The path to go on with. Default /.'),
})
export type StartSignInInput = z.infer<typeof StartSignInInput>

export const SignInStart = z.object({
  redirectUrl: z.string().describe('Send the browser there. It comes back signed in.'),
})
export type SignInStart = z.infer<typeof SignInStart>

/**
 * Begins a sign-in at the identity provider of whoever's address it is. It looks at the domain alone,
 * so its answer tells nothing about people.
 *
 * @param browser The value of the cookie that binds the sign-in to this browser.
 * @throws NotFoundError, always the same, when there is no connection to be used.
 */
export async function startSignIn({
  ctx,
  input,
  browser,
}: {
  ctx: Context
  input: StartSignInInput
  browser: string
}): Promise<SignInStart> {
  const { email, connectionId, returnTo } = StartSignInInput.parse(input)
  const connection = await findConnection(ctx, { email, connectionId })
  if (!connection) throw new NotFoundError(ssoCodes.SSO_UNAVAILABLE)
  const attempt = {
    connection,
    browser,
    returnPath: safeReturnPath(returnTo),
    loginHint: normaliseEmail(email),
  }
  try {
    const { redirectUrl } = await beginAttempt(ctx, attempt)
    return { redirectUrl }
  } catch (error) {
    // Where the provider is, and what is wrong with it, is not for everybody.
    ctx.logger.warn({ error, connection_id: connection.id }, 'a sign-in could not begin')
    throw new UnavailableError(signInCodes.SSO_PROVIDER_UNREACHABLE, { status: 502 })
  }
}

async function findConnection(
  ctx: Context,
  { email, connectionId }: Pick<StartSignInInput, 'email' | 'connectionId'>,
): Promise<ConnectionRow | null> {
  if (connectionId !== undefined) {
    return firstEnabled(ctx, eq(ssoConnections.id, connectionId))
  }
  const address = normaliseEmail(email)
  const owner = address && (await findVerifiedDomain(ctx, domainOf(address)))
  return owner ? firstEnabled(ctx, eq(ssoConnections.workspaceId, owner.workspaceId)) : null
}

async function firstEnabled(
  { db }: Context,
  which: ReturnType<typeof eq>,
): Promise<ConnectionRow | null> {
  const [found] = await db.system
    .select()
    .from(ssoConnections)
    .where(and(which, eq(ssoConnections.isEnabled, true)))
    .orderBy(asc(ssoConnections.id))
    .limit(1)
  return found ?? null
}
