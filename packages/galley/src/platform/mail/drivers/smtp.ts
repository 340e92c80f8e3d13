import type { SecureContextOptions } from 'node:tls'
import type { SendMailOptions } from 'nodemailer'
import { cleanMessage } from '../clean-message.ts'
import type { Mail, MailMessage } from '../contract.ts'
import { explainSmtpError } from './smtp/explain-error.ts'

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://…` for TLS from the start. */
  url: string
  /** Who mail is from unless the message says otherwise; its address sends all of it. */
  from: { name: string; address: string }
  /** Certificates that are trusted besides those that Node trusts. */
  ca?: SecureContextOptions['ca']
  /** How long the server may say nothing before the connection counts as broken. Default 60 s. */
  silenceMs?: number
}

const CONNECT_MS = 15_000

/**
 * Sends by an SMTP server, over a few connections that are kept for the next message. With a login,
 * only over TLS; without one, over TLS where the server offers it, whatever its certificate.
 *
 * A server that takes a message and then does not live to say so gets it again: the same Message-ID
 * lets it, or the reader's program, see that.
 *
 * @example
 * const mail = createSmtpMail({ url: 'smtps://galley:secret@mail.example.org', from })
 * await mail.send({ to: 'anna@example.org', subject: 'Hello', text: '…' }, { id, signal })
 */
export function createSmtpMail(options: SmtpOptions): Mail {
  let transport: ReturnType<typeof openTransport> | undefined

  return {
    isDelivering: true,
    async send(message, { id, signal }) {
      const mail = toMail(cleanMessage(message), id, options.from)
      transport ??= openTransport(options)
      const { sendMail } = await transport
      try {
        await sendMail({ ...mail, signal })
      } catch (error) {
        throw explainSmtpError(error)
      }
    },
    close() {
      void transport?.then(({ close }) => close())
      transport = undefined
    },
  }
}

async function openTransport({ url, ca, silenceMs = 60_000 }: SmtpOptions) {
  const { createTransport } = await import('nodemailer')
  const server = new URL(url)
  const isSecure = server.protocol === 'smtps:'
  const user = decodeURIComponent(server.username)
  const transport = createTransport({
    pool: true,
    maxConnections: 5,
    // Once, when a kept connection turns out to be dead before any of the message went over it. All
    // else is the job's business, which also counts.
    maxRequeues: 1,
    host: server.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(server.port) || (isSecure ? 465 : 587),
    secure: isSecure,
    ...(user
      ? { auth: { user, pass: decodeURIComponent(server.password) }, requireTLS: !isSecure }
      : { opportunisticTLS: !isSecure }),
    tls: { rejectUnauthorized: isSecure || user !== '', ...(ca && { ca }) },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  transport.on('error', () => undefined) // whoever sends is told
  return {
    sendMail: (mail: SendMailOptions) => transport.sendMail(mail),
    close: () => transport.close(),
  }
}

function toMail(
  message: MailMessage,
  id: string,
  standard: { name: string; address: string },
): SendMailOptions {
  const from = { ...standard, ...message.from }
  return {
    messageId: `<${id}@${from.address.split('@')[1]}>`,
    from,
    to: { name: '', address: message.to },
    envelope: { from: standard.address, to: [message.to] },
    ...(message.replyTo !== undefined && { replyTo: { name: '', address: message.replyTo } }),
    subject: message.subject,
    text: message.text,
    ...(message.html !== undefined && { html: message.html }),
    headers: {
      ...message.headers,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All', // the same for servers that know only this
    },
  }
}
