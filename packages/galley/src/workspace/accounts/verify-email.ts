import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError, InvalidError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { queueMail } from '../mail/index.ts'
import type { AccountVerbArgs } from './call-auth.ts'
import { accountCodes } from './codes.ts'
import type { User } from './create-user.ts'
import { EmailAddress } from './email-address.ts'
import { lockAddress } from './lock-address.ts'
import { issueToken, useToken } from './mailed-token.ts'
import type { TokenPurpose, TokenSubject } from './mailed-token.ts'
import { verifyEmailMail } from './mails.ts'
import { pageUrl } from './public-origin.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { refuseCrossSiteSignIn } from './refuse-cross-site.ts'
import { users } from './tables.ts'
import { tellOwner } from './tell-owner.ts'
import { attemptsFrom, mailsTo, takeAttempt } from './throttle.ts'
import { findUserByEmail } from './users.ts'
import { writeAlike } from './write-alike.ts'

export const ResendVerificationInput = z.object({ email: EmailAddress })
export type ResendVerificationInput = z.infer<typeof ResendVerificationInput>

/** A token out of a mail's link. */
export const MailedToken = z.string().min(1).max(200).describe('The token in the link of our mail.')
export const ConfirmEmailInput = z.object({ token: MailedToken })
export type ConfirmEmailInput = z.infer<typeof ConfirmEmailInput>

/** Sends the link once more. Says nothing about whether there is such an account. */
export async function resendVerification({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ResendVerificationInput>): Promise<void> {
  refuseCrossSiteSignIn(ctx, headers)
  const { email } = ResendVerificationInput.parse(input)
  await takeAttempt(ctx, [...attemptsFrom(ctx), ...mailsTo(ctx, email)])
  await ctx.db.systemTransaction(async (tx) => {
    const user = await findUserByEmail(tx, email)
    const isMeant = user !== null && !user.emailVerified
    const person = { id: user?.id ?? newId('usr'), email }
    await writeAlike(tx, isMeant, () => sendVerification(ctx, tx, person))
  })
}

export async function sendVerification(
  services: Services,
  tx: Transaction,
  { id: userId, email }: Pick<User, 'id' | 'email'>,
): Promise<void> {
  const subject = { userId, email, accountEmail: email }
  const token = await issueToken({ services, tx }, 'verify_email', subject)
  const url = pageUrl(services.config, `/verify-email#token=${token}`)
  await queueMail({ services, tx, input: { to: email, mail: verifyEmailMail, data: { url } } })
}

/**
 * The link was opened: the address is its owner's. For a new account, and for a new address of an
 * old one, which takes its place now. Nobody is signed in by it: mail scanners open links too.
 *
 * @throws InvalidError when the link is not good any more; ConflictError when somebody else has the
 * new address by now.
 */
export async function confirmEmail({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ConfirmEmailInput>): Promise<void> {
  refuseCrossSiteSignIn(ctx, headers)
  const { token } = ConfirmEmailInput.parse(input)
  await takeAttempt(ctx, attemptsFrom(ctx))
  await ctx.db.systemTransaction(async (tx) => {
    const { purpose, subject } = await useEither({ services: ctx, tx }, token)
    const { userId, email, accountEmail } = subject
    await lockAddress(tx, email)
    const taken = purpose === 'change_email' && (await findUserByEmail(tx, email))
    if (taken) throw new ConflictError(accountCodes.EMAIL_TAKEN)
    const changed = await tx
      .update(users)
      .set({ email, emailVerified: true, updatedAt: new Date() })
      .where(and(eq(users.id, userId), eq(users.email, accountEmail)))
      .returning({ id: users.id })
    if (changed.length === 0) throw new InvalidError(accountCodes.LINK_INVALID)
    const kind = purpose === 'change_email' ? 'email.changed' : 'email.verified'
    const event = { userId, kind, ...cameFrom(ctx, headers) } as const
    await recordAccountEvent({ services: ctx, tx, input: event })
    if (purpose === 'verify_email') return
    const what =
      'Your Galley account has another e-mail address now; this one is not its own any more.'
    await tellOwner(ctx, tx, { email: accountEmail, what })
  })
}

async function useEither(
  scope: { services: Services; tx: Transaction },
  token: string,
): Promise<{ purpose: TokenPurpose; subject: TokenSubject }> {
  const change = await useToken(scope, 'change_email', token).catch((error: unknown) => {
    if (error instanceof InvalidError) return null
    throw error
  })
  if (change) return { purpose: 'change_email', subject: change }
  return { purpose: 'verify_email', subject: await useToken(scope, 'verify_email', token) }
}
