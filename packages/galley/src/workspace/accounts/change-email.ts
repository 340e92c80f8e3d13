import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { ConflictError, InvalidError } from '../../platform/error.ts'
import { queueMail } from '../mail/index.ts'
import { getOwnUser, requirePerson } from './account.ts'
import type { AccountVerbArgs } from './call-auth.ts'
import { requirePassword } from './change-password.ts'
import { accountCodes } from './codes.ts'
import { EmailAddress } from './email-address.ts'
import { lockAddress } from './lock-address.ts'
import { issueToken } from './mailed-token.ts'
import { changeEmailMail } from './mails.ts'
import { Password } from './password-rules.ts'
import { pageUrl } from './public-origin.ts'
import { cameFrom, recordAccountEvent } from './record-account-event.ts'
import { users } from './tables.ts'
import { mailsTo, takeAttempt } from './throttle.ts'
import { findUserByEmail } from './users.ts'

export const ChangeEmailInput = z.object({ email: EmailAddress, currentPassword: Password })
export type ChangeEmailInput = z.infer<typeof ChangeEmailInput>

export const ChangeEmailAnswer = z.object({
  status: z
    .enum(['verify_email', 'changed'])
    .describe('`changed` at once where no mail is delivered; else by the link to the new address.'),
})
export type ChangeEmailAnswer = z.infer<typeof ChangeEmailAnswer>

/**
 * Asks for another address. It becomes the account's when the link that is sent there is opened, and
 * the old one is told. Says nothing about whether somebody else has it.
 *
 * @throws ForbiddenError for a wrong password; ConflictError only where no mail is delivered.
 */
export async function changeEmail({
  ctx,
  input,
  headers,
}: AccountVerbArgs<ChangeEmailInput>): Promise<ChangeEmailAnswer> {
  const userId = requirePerson(ctx)
  const { email, currentPassword } = ChangeEmailInput.parse(input)
  const user = await getOwnUser(ctx, userId)
  if (email === user.email) throw new InvalidError(accountCodes.EMAIL_UNCHANGED)
  await requirePassword({ ctx, headers, user, password: currentPassword })
  await takeAttempt(ctx, mailsTo(ctx, email))
  return ctx.db.systemTransaction(async (tx) => {
    await lockAddress(tx, email)
    const isTaken = (await findUserByEmail(tx, email)) !== null
    const event = { userId, ...cameFrom(ctx, headers) }
    if (!ctx.mail.isDelivering) {
      if (isTaken) throw new ConflictError(accountCodes.EMAIL_TAKEN)
      const change = { email, emailVerified: false, updatedAt: new Date() }
      await tx.update(users).set(change).where(eq(users.id, userId))
      const done = { ...event, kind: 'email.changed' } as const
      await recordAccountEvent({ services: ctx, tx, input: done })
      return { status: 'changed' }
    }
    const asked = { ...event, kind: 'email.change_requested' } as const
    await recordAccountEvent({ services: ctx, tx, input: asked })
    if (!isTaken) {
      const subject = { userId, email, accountEmail: user.email }
      const token = await issueToken({ services: ctx, tx }, 'change_email', subject)
      const data = { url: pageUrl(ctx.config, `/verify-email#token=${token}`) }
      await queueMail({ services: ctx, tx, input: { to: email, mail: changeEmailMail, data } })
    }
    return { status: 'verify_email' }
  })
}
