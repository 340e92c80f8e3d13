import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { startSmtpServer } from '../../../../fakes/smtp/index.ts'
import type { SmtpServerOptions } from '../../../../fakes/smtp/index.ts'
import { GalleyError } from '../../error.ts'
import { newId } from '../../id.ts'
import { isRetryable } from '../../jobs/retry.ts'
import { mailServerCodes as codes } from '../codes.ts'
import type { MailMessage } from '../contract.ts'
import { createSmtpMail } from './smtp.ts'
import type { SmtpOptions } from './smtp.ts'

const from = { name: 'Galley', address: 'galley@example.org' }
const message: MailMessage = {
  to: 'anna@müller.example',
  subject: 'Grüße',
  text: 'Hello.',
  html: '<p>Hello.</p>',
}

describe('mail by SMTP', () => {
  const signal = new AbortController().signal
  const closing: (() => unknown)[] = []
  after(async () => {
    for (const close of closing.reverse()) await close()
  })

  async function start(options: SmtpServerOptions = {}, settings: Partial<SmtpOptions> = {}) {
    const smtp = await startSmtpServer(options)
    const mail = createSmtpMail({ url: smtp.url, from, ...settings })
    closing.push(
      () => smtp.close(),
      () => mail.close?.(),
    )
    return { smtp, mail }
  }

  /** What sending ends with; asserts that nobody's address is in it. */
  async function failure(sent: Promise<void>): Promise<GalleyError> {
    const error = await sent.then(
      () => assert.fail('it was sent'),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof GalleyError, String(error))
    assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /anna|example\.org|@/)
    assert.equal(error.cause, undefined)
    return error
  }
  const refused = (error: GalleyError, code: { code: string }, isTemporary: boolean) => {
    assert.equal(error.code, code.code, error.message)
    assert.equal(isRetryable(error), isTemporary)
  }

  it('arrives as it was written, once, from whom it should', async () => {
    const { smtp, mail } = await start()
    const id = newId('mail')
    await mail.send(
      { ...message, from: { name: 'Acme, "Inc"' }, replyTo: 'help@acme.example' },
      { id, signal },
    )
    const [received] = smtp.messages
    assert.equal(smtp.messages.length, 1)
    assert.deepEqual(received!.envelope, {
      from: 'galley@example.org',
      to: ['anna@müller.example'], // as the server shows it
    })
    assert.match(received!.raw, /^To: anna@xn--mller-kva\.example\r$/m)
    assert.deepEqual(received!.mail.from!.value[0], {
      name: 'Acme, "Inc"',
      address: 'galley@example.org',
    })
    assert.equal(received!.mail.replyTo!.value[0]!.address, 'help@acme.example')
    assert.equal(received!.mail.messageId, `<${id}@example.org>`)
    assert.equal(received!.mail.subject, 'Grüße')
    assert.equal(received!.mail.text!.trim(), 'Hello.')
    assert.equal(received!.mail.html, '<p>Hello.</p>')
    assert.match(received!.raw, /^Auto-Submitted: auto-generated\r$/m)
    assert.ok(received!.isEncrypted, 'it takes STARTTLS where it is offered')
  })

  it('cannot be made to carry headers or readers of somebody else', async () => {
    const { smtp, mail } = await start()
    const evil = 'x\r\nBcc: evil@example.net\r\n\r\nbody'
    await mail.send(
      { ...message, from: { name: evil }, subject: evil, text: '.\r\nQUIT\r\n.\r\n' },
      { id: 'mail_1', signal },
    )
    const [{ mail: parsed, envelope }] = smtp.messages as [(typeof smtp.messages)[number]]
    assert.deepEqual(envelope.to, ['anna@müller.example'])
    assert.ok(!parsed.headerLines.some(({ key }) => key === 'bcc'))
    assert.equal(parsed.subject, 'x Bcc: evil@example.net body')
    assert.equal(parsed.text!.trim(), '.\nQUIT\n.')
    assert.equal(parsed.attachments.length, 0)
  })

  it('logs in over TLS, be it from the start or by STARTTLS', async () => {
    const login = { user: 'gal@ley', password: 'p:/@ss' }
    for (const tls of ['starttls', 'always'] as const) {
      const { certificate } = await import('../../../../fakes/smtp/certificate.ts')
      const { smtp, mail } = await start({ tls, login }, { ca: certificate })
      await mail.send(message, { id: 'mail_1', signal })
      assert.equal(smtp.messages[0]!.user, 'gal@ley')
      assert.ok(smtp.messages[0]!.isEncrypted)
    }
  })

  it('tells a password to nobody that it cannot be sure of', async () => {
    const login = { user: 'galley', password: 'secret' }
    const untrusted = await start({ login })
    refused(
      await failure(untrusted.mail.send(message, { id: 'mail_1', signal })),
      codes.MAIL_SERVER_UNTRUSTED,
      true,
    )
    const bare = await start({ login, tls: 'none' })
    refused(
      await failure(bare.mail.send(message, { id: 'mail_1', signal })),
      codes.MAIL_SERVER_UNTRUSTED,
      true,
    )
    const implicit = await start({ tls: 'always' })
    refused(
      await failure(implicit.mail.send(message, { id: 'mail_1', signal })),
      codes.MAIL_SERVER_UNTRUSTED,
      true,
    )
  })

  it('waits for the operator when the login is wrong', async () => {
    const login = { user: 'galley', password: 'secret' }
    const { smtp } = await start({ login })
    const url = smtp.url.replace('secret', 'wrong')
    const mail = createSmtpMail({ url, from, ca: smtp.ca })
    closing.push(() => mail.close?.())
    const error = await failure(mail.send(message, { id: 'mail_1', signal }))
    refused(error, codes.MAIL_LOGIN_REFUSED, true)
    assert.match(error.message, /535 5\.7\.8/)
  })

  it('goes to a server of the own network that has no TLS, and no login', async () => {
    const { smtp, mail } = await start({ tls: 'none' })
    await mail.send(message, { id: 'mail_1', signal })
    assert.ok(!smtp.messages[0]!.isEncrypted)
  })

  it('is tried again when the server puts it off, and gets through in the end', async () => {
    const { smtp, mail } = await start()
    smtp.behave({ defer: 1, greylist: true })
    for (const status of ['451 4.3.2', '450 4.2.0']) {
      const error = await failure(mail.send(message, { id: 'mail_1', signal }))
      refused(error, codes.MAIL_DEFERRED, true)
      assert.equal(error.details['status'], status)
    }
    await mail.send(message, { id: 'mail_1', signal })
    assert.equal(smtp.messages.length, 1)
  })

  it('is over when there is no such mailbox, or when the server will not have it', async () => {
    const { smtp, mail } = await start()
    smtp.behave({ bounce: ['gone@example.org'], reject: ['strict@example.org'] })
    const bounced = await failure(
      mail.send({ ...message, to: 'gone@example.org' }, { id: 'mail_1', signal }),
    )
    refused(bounced, codes.MAIL_BOUNCED, false)
    const rejected = await failure(
      mail.send({ ...message, to: 'strict@example.org' }, { id: 'mail_2', signal }),
    )
    refused(rejected, codes.MAIL_REJECTED, false)
    await mail.send(message, { id: 'mail_3', signal })
    assert.equal(smtp.messages.length, 1, 'others still get theirs')
  })

  it('is sent again, under the same Message-ID, when the line went dead after it was taken', async () => {
    const { smtp, mail } = await start()
    smtp.behave({ dropAfterData: 1 })
    refused(
      await failure(mail.send(message, { id: 'mail_1', signal })),
      codes.MAIL_SERVER_UNREACHABLE,
      true,
    )
    await mail.send(message, { id: 'mail_1', signal })
    const ids = smtp.messages.map((received) => received.mail.messageId)
    assert.deepEqual(ids, ['<mail_1@example.org>', '<mail_1@example.org>'])
  })

  it('is tried again when nobody is there, when nobody speaks, and when it is no mail server', async () => {
    const gone = await startSmtpServer()
    await gone.close()
    const nobody = createSmtpMail({ url: gone.url, from })
    const mute = await start({}, { silenceMs: 300 })
    const slow = await start({}, { silenceMs: 100 })
    slow.smtp.behave({ delayMs: 3000 })
    const web = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    closing.push(() => web.close())
    const url = `smtp://127.0.0.1:${(web.address() as AddressInfo).port}`
    const wrong = createSmtpMail({ url, from })
    for (const mail of [nobody, slow.mail, wrong]) {
      refused(
        await failure(mail.send(message, { id: 'mail_1', signal })),
        codes.MAIL_SERVER_UNREACHABLE,
        true,
      )
    }
    // A greeting has longer than that; whoever sends may not want to wait for it.
    mute.smtp.behave({ isMute: true })
    const abort = AbortSignal.timeout(100)
    await failure(mute.mail.send(message, { id: 'mail_1', signal: abort }))
  })

  it('goes over a few connections, however many there are to send', async () => {
    const { smtp, mail } = await start()
    const many = Array.from({ length: 60 }, (_, index) =>
      mail.send({ ...message, to: `reader${index}@example.org` }, { id: `mail_${index}`, signal }),
    )
    await Promise.all(many)
    assert.equal(new Set(smtp.messages.map(({ envelope }) => envelope.to[0])).size, 60)
  })

  it('carries a long text whole', async () => {
    const { smtp, mail } = await start()
    const text = `${'x'.repeat(5000)}\n.\n..\nFrom here\n${'ä 😀 '.repeat(50_000)}end`
    await mail.send({ ...message, text }, { id: 'mail_1', signal })
    assert.equal(smtp.messages[0]!.mail.text!.trim(), text)
  })
})
