import { InvalidError, UnavailableError } from '../../../error.ts'
import type { ErrorCode, ErrorDetails, GalleyError } from '../../../error.ts'
import { mailServerCodes } from '../../codes.ts'

/** What nodemailer says of a failure, as far as we listen. */
interface SmtpFailure {
  code?: string
  originalCode?: string
  command?: string
  responseCode?: number
  response?: string
}

/**
 * What a failed delivery means. Temporary: no connection, no login, no encryption, and what the
 * server itself calls so (4xx). Final: what it refuses with 5xx. The server's own words are left
 * out, as they repeat the address.
 */
export function explainSmtpError(error: unknown): GalleyError {
  const failure = error as SmtpFailure
  const status = statusOf(failure)
  // The cause is not passed on: its message has the address.
  if (failure.code === 'EAUTH' || failure.command?.startsWith('AUTH')) {
    return temporary(mailServerCodes.MAIL_LOGIN_REFUSED, { status: status ?? 'no answer' })
  }
  if (failure.code === 'ETLS' || failure.command === 'STARTTLS' || isCertificateError(failure)) {
    const reason = status ?? failure.originalCode ?? failure.code
    return temporary(mailServerCodes.MAIL_SERVER_UNTRUSTED, { reason })
  }
  const isOfMail = failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE'
  if (!isOfMail) {
    const reason = status ?? failure.originalCode ?? failure.code ?? 'unknown'
    return temporary(mailServerCodes.MAIL_SERVER_UNREACHABLE, { reason })
  }
  const { responseCode } = failure
  if (responseCode !== undefined && responseCode < 500) {
    return temporary(mailServerCodes.MAIL_DEFERRED, { status })
  }
  const code = isBounce(failure) ? mailServerCodes.MAIL_BOUNCED : mailServerCodes.MAIL_REJECTED
  return new InvalidError(code, { status: status ?? 'it cannot be sent as it is' })
}

/** Nothing mends itself within seconds, and greylists want a minute. */
const temporary = (code: ErrorCode, details: ErrorDetails) =>
  new UnavailableError(code, { ...details, retryAfterSeconds: 45 })

/** `550 5.1.1`: digits only, so nothing of the text. */
function statusOf({ responseCode, response = '' }: SmtpFailure): string | undefined {
  if (!responseCode) return undefined
  const enhanced = enhancedStatus(response)
  return enhanced ? `${responseCode} ${enhanced}` : String(responseCode)
}

const enhancedStatus = (response: string) =>
  /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]

/** The recipient's mailbox is refused: for its name (5.1), because it is closed (5.2.1), or bluntly. */
function isBounce({ command, responseCode, response = '' }: SmtpFailure): boolean {
  if (command !== 'RCPT TO' || ![550, 551, 553].includes(responseCode ?? 0)) return false
  const enhanced = enhancedStatus(response)
  return enhanced === undefined || /^5\.(1\.|2\.1$)/.test(enhanced)
}

const isCertificateError = ({ originalCode = '', code = '' }: SmtpFailure) =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|^ERR_TLS|^ERR_SSL/.test(`${originalCode} ${code}`)
