/**
 * Seals secrets before they are stored (AES-256-GCM under a key derived from the master key), and
 * opens them again. A sealed text names the master key it was sealed with, so keys can be rotated.
 */
export interface Secrets {
  /**
   * Seals `text` for one purpose; sealing twice gives two different texts.
   *
   * @param purpose What the secret is and whose, `sso_connection.client_secret:sso_01K…`: a sealed
   * text that is moved to another row does not open there.
   */
  seal(purpose: string, text: string): Promise<string>
  /** @throws InvalidError when it was sealed for another purpose, with an unknown key, or is broken. */
  unseal(purpose: string, sealed: string): Promise<string>
  /** True when it was sealed with a master key that is no longer the current one. */
  isStale(sealed: string): boolean
  /**
   * 32 random bytes of the whole installation, made once by whoever asks first, kept sealed in the
   * database: keys for hashing and signing that outlive a rotation of the master key.
   */
  installationKey(name: string): Promise<Uint8Array<ArrayBuffer>>
}
