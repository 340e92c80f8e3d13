import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import type { ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { certificate, key } from './certificate.ts'
import { Faults } from './faults.ts'
import type { Behaviour, Refusal } from './faults.ts'

/** A message that the server took. */
export interface Received {
  mail: ParsedMail
  /** As it came over the line. */
  raw: string
  envelope: { from: string; to: string[] }
  isEncrypted: boolean
  user: string | null
}

export interface SmtpServer {
  /** For `SMTP_URL`, with the login if there is one. */
  url: string
  /** What its certificate has to be verified with. */
  ca: string
  /** All that it took, in order; one twice when it was sent twice. */
  messages: Received[]
  /** Recipients that were named to it, refused ones included. */
  attempts: string[]
  behave(behaviour: Behaviour): void
  /** Waits until it has taken so many messages. */
  received(count: number): Promise<Received[]>
  close(): Promise<void>
}

export interface SmtpServerOptions {
  /** A free port by default. */
  port?: number
  /** `starttls` by default; `none` does not offer it, `always` is TLS from the first byte. */
  tls?: 'none' | 'starttls' | 'always'
  /** Takes mail from this user only. */
  login?: { user: string; password: string }
}

/**
 * A mail server on a free loopback port that delivers to nobody: it keeps what it gets, to be
 * looked at. `behave` makes it fail in the ways mail servers do.
 *
 * @example
 * const smtp = await startSmtpServer()
 * smtp.behave({ defer: 2, bounce: ['gone@example.org'] })
 * const mail = createSmtpMail({ url: smtp.url, from })
 * await smtp.close()
 */
export async function startSmtpServer(options: SmtpServerOptions = {}): Promise<SmtpServer> {
  const { tls = 'starttls', login, port = 0 } = options
  const faults = new Faults()
  const messages: Received[] = []
  const attempts: string[] = []
  const server = new SMTPServer({
    key,
    cert: certificate,
    secure: tls === 'always',
    authOptional: !login,
    hideENHANCEDSTATUSCODES: true, // we write our own
    disableReverseLookup: true,
    disabledCommands: [...(login ? [] : ['AUTH']), ...(tls === 'none' ? ['STARTTLS'] : [])],
    // Whether it is offered in the clear is what a client must not fall for.
    allowInsecureAuth: true,
    closeTimeout: 50,
    onConnect(_session, callback) {
      if (!faults.current.isMute) callback()
    },
    onAuth({ username, password }, _session, callback) {
      const isRight = username === login?.user && password === login?.password
      if (isRight) callback(null, { user: username })
      else callback(refusal({ status: 535, text: '5.7.8 wrong user or password' }))
    },
    onRcptTo({ address }, _session, callback) {
      attempts.push(address)
      const refused = faults.ofRecipient(address)
      void wait(faults.current.delayMs).then(() => callback(refused && refusal(refused)))
    },
    onData(stream, session, callback) {
      void (async () => {
        const raw = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const refused = faults.ofMessage(to)
        if (refused) return callback(refusal(refused))
        messages.push({
          mail: await simpleParser(raw),
          raw: raw.toString(),
          envelope: { from: (session.envelope.mailFrom || { address: '' }).address, to },
          isEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        })
        if (!faults.takesDrop()) return callback()
        for (const connection of server.connections) connection._socket.destroy()
      })()
    },
  })
  server.on('error', () => undefined) // connections that break, as tests want it
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address() as AddressInfo
  const user = login
    ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`
    : ''
  return {
    url: `${tls === 'always' ? 'smtps' : 'smtp'}://${user}localhost:${address.port}`,
    ca: certificate,
    messages,
    attempts,
    behave: (behaviour) => void Object.assign(faults.current, behaviour),
    async received(count) {
      while (messages.length < count) await wait(10)
      return messages
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

const refusal = ({ status, text }: Refusal) =>
  Object.assign(new Error(text), { responseCode: status })
