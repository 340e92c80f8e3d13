import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { parseAddress } from '../../platform/mail/index.ts'
import type { Secrets } from '../../platform/secrets/index.ts'

/**
 * Hashes addresses under a key of the installation, the same for every way to write one: whoever
 * has the database alone cannot try out addresses.
 *
 * @throws InvalidError for what is no address.
 */
export async function createAddressHash(secrets: Secrets): Promise<(address: string) => string> {
  const key = await secrets.installationKey('mail_suppressions')
  return (address) =>
    bytesToHex(hmac(sha256, key, utf8ToBytes(parseAddress(address).toLowerCase())))
}
