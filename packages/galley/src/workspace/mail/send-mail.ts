import { eq } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import { GalleyError, NotFoundError } from '../../platform/error.ts'
import type { JobDefinition, Run } from '../../platform/jobs/index.ts'
import { mailServerCodes } from '../../platform/mail/index.ts'
import { mailCodes } from './codes.ts'
import type { MailCategory } from './define-mail.ts'
import { sealPurpose, SendMailInput } from './payload.ts'
import type { MailPayload } from './payload.ts'
import { forgetBounce, isSuppressed, recordBounce } from './suppressions.ts'
import { mails } from './tables.ts'

type Outcome = 'sent' | 'suppressed'

/** With full jitter half of each wait on average: a minute at first, then hours, a day in all. */
const retry = { attempts: 24, baseMs: 15_000, maximumMs: 3 * 3_600_000 }
const TIMEOUT_MS = 2 * 60_000

/**
 * The job that delivers one mail. What is temporary is tried again for about a day, what is final
 * fails at once; `jobs` shows a code and no address. A crash between the server's "accepted" and
 * the checkpoint sends a mail twice, with the same Message-ID: SMTP knows no other way.
 */
export function sendMailJob(services: Services): JobDefinition {
  return {
    name: 'mail.send',
    version: 1,
    async run(run, input) {
      const { mailId, name } = SendMailInput.parse(input)
      const outcome = await deliver(services, run, mailId).catch((error: unknown) => {
        const code = error instanceof GalleyError ? error.code : 'internal'
        if (!run.signal.aborted) services.logger.warn({ mailId, name, code }, 'mail not delivered')
        throw error
      })
      await services.db.system.delete(mails).where(eq(mails.id, mailId))
      return { outcome }
    },
  }
}

async function deliver(services: Services, run: Run, mailId: string): Promise<Outcome> {
  return run.step(
    'send',
    async ({ signal }) => {
      const { category, payload } = await openMail(services, mailId)
      const { message, addressHash } = payload
      if (await isSuppressed(services, { addressHash, category })) return 'suppressed'
      try {
        await services.mail.send(message, { id: mailId, signal })
      } catch (error) {
        const hasBounced =
          error instanceof GalleyError && error.code === mailServerCodes.MAIL_BOUNCED.code
        if (hasBounced) await recordBounce(services, addressHash)
        throw error
      }
      // Only security mail is sent to an address that has bounced. Whatever goes wrong here, the
      // mail is out.
      if (category === 'security') await forgetBounce(services, addressHash).catch(() => undefined)
      return 'sent'
    },
    { retry, timeoutMs: TIMEOUT_MS },
  )
}

async function openMail(
  { db, secrets }: Services,
  mailId: string,
): Promise<{ category: MailCategory; payload: MailPayload }> {
  const [mail] = await db.system.select().from(mails).where(eq(mails.id, mailId))
  if (!mail) throw new NotFoundError(mailCodes.MAIL_GONE, { mailId })
  const opened = await secrets.unseal(sealPurpose(mailId), mail.sealed)
  return { category: mail.category, payload: JSON.parse(opened) as MailPayload }
}
