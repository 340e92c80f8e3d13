import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { eq } from 'drizzle-orm'
import { fromBase64Url, toBase64Url } from '../base64url.ts'
import type { Database } from '../db/index.ts'
import { InvalidError } from '../error.ts'
import { secretCodes } from './codes.ts'
import type { Secrets } from './contract.ts'
import { installationKeys } from './tables.ts'

export interface SecretsOptions {
  db: Database
  /** The current one first, then earlier ones that are still needed to open things. */
  masterKeys: readonly string[]
  /**
   * Reads `masterKeys` anew. Asked when something was sealed with a key that is not known here:
   * another process may have rotated them since this one started.
   */
  rereadKeys?: () => Promise<readonly string[]>
}

/**
 * Secrets sealed with AES-256-GCM. What is sealed reads `v1.<master key's name>.<iv>.<ciphertext>`;
 * the purpose is bound to it, so it opens nowhere else.
 *
 * @example
 * const secrets = createSecrets({ db, masterKeys: [config.GALLEY_SECRET] })
 * const sealed = await secrets.seal('sso_connection.client_secret:sso_1', 'hush')
 */
export function createSecrets({ db, masterKeys, rereadKeys }: SecretsOptions): Secrets {
  const keys = new Map<string, Promise<CryptoKey>>()
  let current = ''
  const installation = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

  function learn(masterKeys: readonly string[]): void {
    for (const key of masterKeys) {
      const name = nameOf(key)
      if (!keys.has(name)) keys.set(name, derive(key))
    }
    current = nameOf(masterKeys[0]!)
  }
  learn(masterKeys)

  async function findKey(name: string): Promise<CryptoKey> {
    if (!keys.has(name) && rereadKeys) learn(await rereadKeys())
    const key = keys.get(name)
    if (!key) throw unreadable(`the master key "${name}" is not known here`)
    return key
  }

  async function seal(purpose: string, text: string): Promise<string> {
    const name = current
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const algorithm = { name: 'AES-GCM', iv, additionalData: utf8ToBytes(purpose) as BufferSource }
    const key = await keys.get(name)!
    const sealed = await crypto.subtle.encrypt(algorithm, key, utf8ToBytes(text) as BufferSource)
    return ['v1', name, toBase64Url(iv), toBase64Url(new Uint8Array(sealed))].join('.')
  }

  async function unseal(purpose: string, sealed: string): Promise<string> {
    const [, name, iv, ciphertext] = SEALED.exec(sealed) ?? []
    if (!name) throw unreadable('it is not a sealed text')
    const key = await findKey(name)
    try {
      const algorithm = {
        name: 'AES-GCM',
        iv: fromBase64Url(iv!),
        additionalData: utf8ToBytes(purpose) as BufferSource,
      }
      const opened = await crypto.subtle.decrypt(algorithm, key, fromBase64Url(ciphertext!))
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(opened)
    } catch {
      throw unreadable('it was sealed for something else, or is damaged')
    }
  }

  async function readInstallationKey(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const purpose = installationKeyPurpose(name)
    const find = () =>
      db.system.select().from(installationKeys).where(eq(installationKeys.name, name))
    let [found] = await find()
    if (!found) {
      const made = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
      const row = { name, sealed: await seal(purpose, made) }
      await db.system.insert(installationKeys).values(row).onConflictDoNothing()
      ;[found] = await find()
    }
    return fromBase64Url(await unseal(purpose, found!.sealed))
  }

  return {
    seal,
    unseal,
    isStale: (sealed) => !sealed.startsWith(`v1.${current}.`),
    installationKey(name) {
      const known = installation.get(name) ?? readInstallationKey(name)
      installation.set(name, known)
      known.catch(() => installation.delete(name))
      return known
    },
  }
}

/** Version, master key, 12 bytes of iv, 16 or more of ciphertext and tag. */
const SEALED = /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]{22,})$/

/** What an installation key is sealed for. */
export const installationKeyPurpose = (name: string) => `installation_key:${name}`

const unreadable = (reason: string) => new InvalidError(secretCodes.SECRET_UNREADABLE, { reason })

/** Names a master key without telling it. */
const nameOf = (masterKey: string) =>
  bytesToHex(sha256(utf8ToBytes(`galley master key name\0${masterKey}`))).slice(0, 8)

async function derive(masterKey: string): Promise<CryptoKey> {
  const material = utf8ToBytes(masterKey) as BufferSource
  const base = await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveKey'])
  const info = utf8ToBytes('galley sealing') as BufferSource
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
