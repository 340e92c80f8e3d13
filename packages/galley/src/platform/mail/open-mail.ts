import { configCodes, publicAddress } from '../config.ts'
import type { Config } from '../config.ts'
import { InvalidError } from '../error.ts'
import type { Logger } from '../telemetry/contract.ts'
import { isMailbox, parseMailbox } from './address.ts'
import type { Mail } from './contract.ts'
import { createLogMail } from './drivers/log.ts'
import { createSmtpMail } from './drivers/smtp.ts'

/**
 * The way that the configuration names for mail: a server, or files on this machine.
 *
 * @throws InvalidError when there is no address to send from.
 * @example
 * const mail = openMail(config, { folder: 'data/outbox', logger })
 */
export function openMail(
  config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'PUBLIC_URL' | 'PORT'>,
  options: { folder: string; logger: Logger },
): Mail {
  if (!config.SMTP_URL) return createLogMail(options)
  const host = new URL(publicAddress(config)).hostname
  const from = config.MAIL_FROM ?? `Galley <galley@${host}>`
  if (!isMailbox(from)) {
    const problems = 'MAIL_FROM must be set to send mail, since PUBLIC_URL has no name to send from'
    throw new InvalidError(configCodes.CONFIG_INVALID, { problems })
  }
  return createSmtpMail({ url: config.SMTP_URL, from: parseMailbox(from) })
}
