import { X509CertificateGenerator } from '@peculiar/x509'

/** A provider's key and its certificate, both PEM. */
export interface Signer {
  key: string
  certificate: string
}

const DAY_MS = 86_400_000

/** Makes a key pair of its own and a certificate that it signs itself. */
export async function makeSigner(
  options: { name?: string; bits?: number; validUntil?: Date } = {},
): Promise<Signer> {
  const { name = 'idp.example', bits = 2048 } = options
  const validUntil = options.validUntil ?? new Date(Date.now() + 365 * DAY_MS)
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: bits,
  }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(validUntil.getTime() - 730 * DAY_MS),
    notAfter: validUntil,
    keys,
    signingAlgorithm: algorithm,
  })
  const exported = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const lines = exported
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
    certificate: certificate.toString('pem'),
  }
}
