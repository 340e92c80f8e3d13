import { z } from 'zod'
import { ForbiddenError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { queueMail } from '../mail/index.ts'
import { admitNewcomer } from './admit-newcomer.ts'
import type { AccountVerbArgs } from './call-auth.ts'
import { createUser } from './create-user.ts'
import { EmailAddress, PlainName } from './email-address.ts'
import { lockAddress } from './lock-address.ts'
import { accountExistsMail } from './mails.ts'
import { hashPassword } from './password-hash.ts'
import { NewPassword, requireStrongPassword } from './password-rules.ts'
import { pageUrl } from './public-origin.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { refuseCrossSiteSignIn } from './refuse-cross-site.ts'
import { credentials } from './tables.ts'
import { attemptsFrom, mailsTo, takeAttempt } from './throttle.ts'
import { findUserByEmail } from './users.ts'
import { sendVerification } from './verify-email.ts'

export const SignUpInput = z.object({
  name: PlainName,
  email: EmailAddress,
  password: NewPassword,
  invitation: z
    .string()
    .max(200)
    .optional()
    .describe('The token of an invitation, where sign-up needs one.'),
})
export type SignUpInput = z.infer<typeof SignUpInput>

export const SignUpAnswer = z.object({
  status: z
    .enum(['verify_email', 'sign_in'])
    .describe('What comes next: the link in our mail, or POST /auth/sign-in at once.'),
})
export type SignUpAnswer = z.infer<typeof SignUpAnswer>

/**
 * Makes an account with a password. The answer is the same when the address has one already; then
 * its owner gets a mail that says so.
 *
 * @throws ForbiddenError, InvalidError (a weak password), RateLimitError.
 */
export async function signUp({
  ctx,
  input,
  headers,
}: AccountVerbArgs<SignUpInput>): Promise<SignUpAnswer> {
  refuseCrossSiteSignIn(ctx, headers)
  const { name, email, password, invitation } = SignUpInput.parse(input)
  requireStrongPassword(password, { email, name })
  await takeAttempt(ctx, [...attemptsFrom(ctx), ...mailsTo(ctx, email)])
  const hash = await hashPassword(password)

  await ctx.db.systemTransaction(async (tx) => {
    const admitted = await admitNewcomer({ services: ctx, tx, input: { email, invitation } })
    if ('refused' in admitted) throw new ForbiddenError(admitted.refused)
    await lockAddress(tx, email)
    const known = await findUserByEmail(tx, email)
    if (known) {
      const data = { signInUrl: pageUrl(ctx.config, '/sign-in') }
      const to = { to: known.email, mail: accountExistsMail, data }
      if (ctx.mail.isDelivering) await queueMail({ services: ctx, tx, input: to })
      return
    }
    const { origin } = admitted
    const user = await createUser({
      services: ctx,
      tx,
      input: { name, email, emailVerified: false, origin },
    })
    await tx.insert(credentials).values({
      id: newId('cred'),
      userId: user.id,
      accountId: user.id,
      providerId: 'credential',
      password: hash,
    })
    const event = { userId: user.id, email, kind: 'account.created', method: 'password' } as const
    await recordAccountEvent({ services: ctx, tx, input: { ...event, ...cameFrom(ctx, headers) } })
    if (ctx.mail.isDelivering) await sendVerification(ctx, tx, user)
  })
  return { status: ctx.mail.isDelivering ? 'verify_email' : 'sign_in' }
}
