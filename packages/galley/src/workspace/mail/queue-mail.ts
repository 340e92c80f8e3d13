import { sql } from 'drizzle-orm'
import type { Services } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { newId } from '../../platform/id.ts'
import { systemWorkspaceId } from '../../platform/jobs/contract.ts'
import { cleanMessage } from '../../platform/mail/index.ts'
import type { MailMessage } from '../../platform/mail/index.ts'
import { createAddressHash } from './address-hash.ts'
import type { MailDefinition } from './define-mail.ts'
import { sealPurpose } from './payload.ts'
import type { MailPayload, SendMailInput } from './payload.ts'
import { renderMail } from './render-mail.ts'
import type { MailSender } from './render-mail.ts'
import { unsubscribeLinks } from './unsubscribe-links.ts'

export interface QueueMailInput<Data> {
  /** One address. */
  to: string
  mail: MailDefinition<Data>
  data: Data
  /** The workspace that it is sent for, if it is for one. */
  workspaceId?: string
  /** How the workspace looks to those it writes to. Default: Galley. */
  sender?: MailSender
}

/**
 * Renders a mail and puts it in line, in the caller's transaction if there is one: sent if that
 * commits, and only then. What it says is sealed until it is sent, and its job belongs to no
 * workspace. Whether the address wants it is looked up when it is sent.
 *
 * @throws InvalidError when the address cannot be one, or a link is none.
 * @example
 * await withTransaction(ctx, async (tx) => {
 *   await queueMail({ services: ctx, tx, input: { to: 'anna@example.org', mail: verifyEmail, data: { url } } })
 * })
 */
export async function queueMail<Data>({
  services,
  tx,
  input,
}: {
  services: Pick<Services, 'db' | 'secrets' | 'config'>
  tx?: Transaction
  input: QueueMailInput<Data>
}): Promise<{ mailId: string }> {
  const { name, category } = input.mail
  const mailId = newId('mail')
  const payload = await composePayload(services, input)
  const sealed = await services.secrets.seal(sealPurpose(mailId), JSON.stringify(payload))
  const jobInput: SendMailInput = { mailId, name }
  const actor = { kind: 'system', id: 'mail' }
  const statement = sql`select galley.queue_mail(${mailId}, ${name}, ${category},
    ${input.workspaceId ?? null}, ${sealed}, ${newId('job')}, ${systemWorkspaceId},
    ${JSON.stringify(jobInput)}::json, ${JSON.stringify(actor)}::jsonb)`
  if (tx) await tx.execute(statement)
  else await services.db.systemTransaction((own) => own.execute(statement))
  return { mailId }
}

async function composePayload<Data>(
  services: Pick<Services, 'secrets' | 'config'>,
  { to, mail, data, sender }: QueueMailInput<Data>,
): Promise<MailPayload> {
  const addressHash = (await createAddressHash(services.secrets))(to)
  const isNews = mail.category === 'notification'
  const links = isNews ? await unsubscribeLinks(services, addressHash, mail.category) : undefined
  const content = { name: mail.name, subject: mail.subject(data), body: mail.body(data) }
  const message: MailMessage = {
    to,
    ...renderMail(content, { ...(sender && { sender }), ...(links && { stopUrl: links.page }) }),
    ...(sender && { from: { name: sender.name } }),
    ...(sender?.replyTo && { replyTo: sender.replyTo }),
    ...(links && {
      headers: {
        'List-Unsubscribe': `<${links.oneClick}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    }),
  }
  return { message: cleanMessage(message), addressHash }
}
