import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../../platform/db/index.ts'
import { InvalidError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { queueMail } from '../mail/index.ts'
import type { AccountVerbArgs, WithCookies } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import { rememberDevice } from './device-cookie.ts'
import { EmailAddress } from './email-address.ts'
import { endPromises, issueToken, useToken } from './mailed-token.ts'
import { resetPasswordMail } from './mails.ts'
import { tellOwner } from './tell-owner.ts'
import { hashPassword } from './password-hash.ts'
import { NewPassword, requireStrongPassword } from './password-rules.ts'
import { pageUrl } from './public-origin.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { refuseCrossSiteSignIn } from './refuse-cross-site.ts'
import { endSessions } from './sessions.ts'
import { credentials, users } from './tables.ts'
import { attemptsFrom, mailsTo, takeAttempt } from './throttle.ts'
import { findUserByEmail } from './users.ts'
import { MailedToken } from './verify-email.ts'
import { writeAlike } from './write-alike.ts'

export const ForgotPasswordInput = z.object({ email: EmailAddress })
export type ForgotPasswordInput = z.infer<typeof ForgotPasswordInput>

export const ResetPasswordInput = z.object({ token: MailedToken, password: NewPassword })
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>

/** Mails a link for a new password. Says nothing about whether there is such an account. */
export async function forgotPassword({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ForgotPasswordInput>): Promise<void> {
  refuseCrossSiteSignIn(ctx, headers)
  const { email } = ForgotPasswordInput.parse(input)
  await takeAttempt(ctx, [...attemptsFrom(ctx), ...mailsTo(ctx, email)])
  await ctx.db.systemTransaction(async (tx) => {
    const user = await findUserByEmail(tx, email)
    await writeAlike(tx, user !== null, async () => {
      const userId = user?.id ?? newId('usr')
      const subject = { userId, email, accountEmail: email }
      const token = await issueToken({ services: ctx, tx }, 'reset_password', subject)
      const data = { url: pageUrl(ctx.config, `/reset-password#token=${token}`) }
      await queueMail({ services: ctx, tx, input: { to: email, mail: resetPasswordMail, data } })
    })
    const event = { userId: user?.id ?? null, email, kind: 'password.reset_requested' } as const
    await recordAccountEvent({ services: ctx, tx, input: { ...event, ...cameFrom(ctx, headers) } })
  })
}

/**
 * Sets a new password by the link of a mail, which proves the address too. Every session ends, and
 * every browser that skipped the second factor is asked for it again. Nobody is signed in by it.
 *
 * @throws InvalidError when the link is not good any more, or the password is weak.
 */
export async function resetPassword({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ResetPasswordInput>): Promise<WithCookies<void>> {
  refuseCrossSiteSignIn(ctx, headers)
  const { token, password } = ResetPasswordInput.parse(input)
  await takeAttempt(ctx, attemptsFrom(ctx))
  const hash = await hashPassword(password)
  const email = await ctx.db.systemTransaction(async (tx) => {
    const { userId, accountEmail } = await useToken({ services: ctx, tx }, 'reset_password', token)
    const [user] = await tx
      .select()
      .from(users)
      .where(and(eq(users.id, userId), eq(users.email, accountEmail)))
    if (!user) throw new InvalidError(accountCodes.LINK_INVALID)
    requireStrongPassword(password, user) // rolls back: the link stays good for a better one
    await setPassword(tx, userId, hash)
    await tx.update(users).set({ emailVerified: true }).where(eq(users.id, userId))
    await endSessions({ tx, input: { userId } })
    await endPromises(tx, userId)
    const event = { userId, kind: 'password.reset', ...cameFrom(ctx, headers) } as const
    await recordAccountEvent({ services: ctx, tx, input: event })
    await tellOwner(ctx, tx, { email: user.email, what: 'Your Galley account has a new password.' })
    return user.email
  })
  // Whoever can read the owner's mail is no stranger: they get in while strangers are held up.
  return { value: undefined, cookies: [await rememberDevice(ctx, headers, email)] }
}

/** Also for an account that had none, having come by a provider. */
export async function setPassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  const target = [credentials.providerId, credentials.accountId]
  await tx
    .insert(credentials)
    .values({
      id: newId('cred'),
      userId,
      accountId: userId,
      providerId: 'credential',
      password: hash,
    })
    .onConflictDoUpdate({ target, set: { password: hash, updatedAt: new Date() } })
}
