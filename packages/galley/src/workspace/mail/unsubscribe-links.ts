import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase64Url } from '../../platform/base64url.ts'
import { publicAddress } from '../../platform/config.ts'
import type { Services } from '../../platform/context.ts'
import { InvalidError } from '../../platform/error.ts'
import type { Secrets } from '../../platform/secrets/index.ts'
import { mailCodes } from './codes.ts'
import type { MailCategory } from './define-mail.ts'

/** What a token says: this address, this category. It never runs out: mail is kept for years. */
export interface Unsubscription {
  addressHash: string
  category: MailCategory
}

/** Where a mail's reader goes to get no more of them, and where their mail program does. */
export async function unsubscribeLinks(
  services: Pick<Services, 'secrets' | 'config'>,
  addressHash: string,
  category: MailCategory,
): Promise<{ page: string; oneClick: string }> {
  const token = await signUnsubscription(services.secrets, { addressHash, category })
  const base = `${publicAddress(services.config)}/api/v1/mail`
  return {
    page: `${base}/unsubscribe?token=${token}`,
    oneClick: `${base}/one-click?token=${token}`,
  }
}

async function signUnsubscription(
  secrets: Secrets,
  { addressHash, category }: Unsubscription,
): Promise<string> {
  return `${category}.${addressHash}.${await signature(secrets, category, addressHash)}`
}

/** @throws InvalidError when it is not a token that was signed here. */
export async function readUnsubscription(secrets: Secrets, token: string): Promise<Unsubscription> {
  const [, category, addressHash, given] =
    /^(notification)\.([0-9a-f]{64})\.([\w-]{43})$/.exec(token) ?? []
  const expected = addressHash && (await signature(secrets, category!, addressHash))
  if (!expected || !isSame(expected, given!)) throw new InvalidError(mailCodes.MAIL_TOKEN_INVALID)
  return { addressHash: addressHash!, category: category as MailCategory }
}

async function signature(secrets: Secrets, category: string, addressHash: string) {
  const key = await secrets.installationKey('mail_unsubscribe')
  return toBase64Url(hmac(sha256, key, utf8ToBytes(`${category}.${addressHash}`)))
}

/** In the same time wherever they differ. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  }
  return difference === 0
}
