import { bytesToHex } from '@noble/hashes/utils.js'
import { InvalidError } from '../../platform/error.ts'
import { ssoCodes } from './codes.ts'
import type { StoredCertificate } from './settings.ts'

/** The least that is safe to trust a signature by. */
const LEAST_RSA_BITS = 2048

/**
 * Reads certificates as admins paste them, PEM or base64. Expired ones are taken and shown as such:
 * providers keep signing with them, and their date is no part of what SAML promises.
 *
 * @throws InvalidError that says which one is wrong, and what is wrong with it.
 */
export async function readCertificates(texts: readonly string[]): Promise<StoredCertificate[]> {
  const { X509Certificate } = await import('@peculiar/x509')
  const found = new Map<string, StoredCertificate>()
  for (const [index, text] of texts.entries()) {
    const refuse = (reason: string) =>
      new InvalidError(ssoCodes.SSO_CERTIFICATE_INVALID, { number: index + 1, reason })
    const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')
    if (/-----/.test(base64)) throw refuse('it is PEM of something else, or of several')
    if (!/^[A-Za-z0-9+/]{100,}={0,2}$/.test(base64)) throw refuse('it is neither PEM nor base64')
    let certificate
    try {
      certificate = new X509Certificate(base64)
    } catch {
      throw refuse('it is not an X.509 certificate')
    }
    const key = certificate.publicKey.algorithm as { name: string; modulusLength?: number }
    if (!key.name.startsWith('RSA'))
      throw refuse(`its key is ${key.name}, and only RSA is supported`)
    if ((key.modulusLength ?? 0) < LEAST_RSA_BITS) {
      throw refuse(`its key has ${key.modulusLength} bits, which is less than ${LEAST_RSA_BITS}`)
    }
    const fingerprint = bytesToHex(new Uint8Array(await certificate.getThumbprint('SHA-256')))
    found.set(fingerprint, {
      pem: `-----BEGIN CERTIFICATE-----\n${base64.replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
      fingerprint,
      subject: certificate.subject.slice(0, 500),
      validFrom: certificate.notBefore.toISOString(),
      validUntil: certificate.notAfter.toISOString(),
    })
  }
  return [...found.values()]
}
