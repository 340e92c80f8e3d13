import { InvalidError } from '../error.ts'
import { mailServerCodes } from './codes.ts'

/** RFC 5321 §4.5.3.1. */
const LOCAL_LENGTH = 64
const ADDRESS_LENGTH = 254

/** What may stand before the @ unquoted (RFC 5322 atoms), and letters of all scripts (RFC 6531). */
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * One address, and nothing that a mail program could read as two, as a name or as a header. Its
 * domain comes back in lower case and in ASCII (`müller.example` as `xn--mller-kva.example`).
 *
 * @throws InvalidError that does not repeat it.
 * @example
 * parseAddress(' Anna@Müller.example ') // 'Anna@xn--mller-kva.example'
 */
export function parseAddress(text: string): string {
  const [local = '', domain = '', ...rest] = text.trim().normalize('NFC').split('@')
  const host = asciiDomain(domain)
  const address = `${local}@${host}`
  const isLong = bytesOf(local) > LOCAL_LENGTH || bytesOf(address) > ADDRESS_LENGTH
  if (rest.length > 0 || !host || isLong || !LOCAL.test(local)) {
    throw new InvalidError(mailServerCodes.MAIL_ADDRESS_INVALID)
  }
  return address
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length

function asciiDomain(domain: string): string | null {
  // What else a URL's host may hold, such as a port, is no part of a domain.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null
  const host = URL.parse(`http://${domain}`)?.hostname ?? ''
  const labels = host.split('.')
  // A number at the end is an IPv4 address, however it was written.
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1)!) ? host : null
}

/**
 * `Galley <galley@example.org>`, or an address alone.
 *
 * @throws InvalidError
 */
export function parseMailbox(text: string): { name: string; address: string } {
  const [, name, address] = /^(.*)<([^<>]*)>$/s.exec(text.trim()) ?? [null, '', text]
  const plain = name!.trim().replace(/^"(.*)"$/s, '$1')
  return { name: oneLine(plain), address: parseAddress(address!) }
}

/** Whether `parseMailbox` can read it. */
export function isMailbox(text: string): boolean {
  try {
    return parseMailbox(text).address !== ''
  } catch {
    return false
  }
}

/** Text that stays on its line of a header, and in reading order: no breaks, no direction marks. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
}
