import { InvalidError } from '../error.ts'
import { oneLine, parseAddress } from './address.ts'
import { mailServerCodes } from './codes.ts'
import type { MailMessage } from './contract.ts'

/** Longer ones are cut: no name or subject that is meant for people comes near. */
const LINE_LENGTH = 250

/**
 * A message that can be handed to any driver: its addresses are addresses, one each, and nothing in
 * it can begin a header of its own. Cleaning twice changes nothing.
 *
 * @throws InvalidError for an address or the name of a header that cannot be one.
 */
export function cleanMessage(message: MailMessage): MailMessage {
  const { from, replyTo, html, headers } = message
  return {
    to: parseAddress(message.to),
    ...(from && {
      from: {
        name: shortLine(from.name),
        ...(from.address !== undefined && { address: parseAddress(from.address) }),
      },
    }),
    ...(replyTo !== undefined && { replyTo: parseAddress(replyTo) }),
    subject: shortLine(message.subject),
    text: plain(message.text),
    ...(html !== undefined && { html: plain(html) }),
    ...(headers && { headers: Object.fromEntries(Object.entries(headers).map(cleanHeader)) }),
  }
}

const shortLine = (text: string) => [...oneLine(text)].slice(0, LINE_LENGTH).join('')

/** Line breaks and tabs are all the control that a text has. */
const plain = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')

function cleanHeader([name, value]: [string, string]): [string, string] {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name)) {
    throw new InvalidError(mailServerCodes.MAIL_HEADER_INVALID, { header: oneLine(name) })
  }
  return [name, oneLine(value)]
}
