import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** A security key in software: makes ES256 credentials (attestation "none") and signs with them. */
export interface SoftwareAuthenticator {
  register(publicKey: CreationOptions, options?: CeremonyOptions): object
  authenticate(publicKey: RequestOptions, options?: CeremonyOptions): object
}

interface CreationOptions {
  challenge: string
  rp: { id: string }
}
interface RequestOptions {
  challenge: string
  rpId: string
}
/** What a phishing site, or a key without a sensor, would do otherwise. */
interface CeremonyOptions {
  origin?: string
  isUserVerified?: boolean
  counter?: number
}

const base64url = (bytes: Buffer) => bytes.toString('base64url')
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()

export function createSoftwareAuthenticator(origin: string): SoftwareAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let counter = 0

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))

  const authenticatorData = (
    rpId: string,
    { isUserVerified = true, ...options }: CeremonyOptions,
    credential = Buffer.alloc(0),
  ) => {
    const flags = 0x01 | (isUserVerified ? 0x04 : 0) | (credential.length > 0 ? 0x40 : 0)
    counter = options.counter ?? counter + 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, credential])
  }

  const answer = (response: Record<string, unknown>) => ({
    id: base64url(id),
    rawId: base64url(id),
    type: 'public-key',
    clientExtensionResults: {},
    authenticatorAttachment: 'platform',
    response,
  })

  return {
    register({ challenge, rp }, options = {}) {
      const credential = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([id.length >> 8, id.length & 255]),
        id,
        coseKey(publicKey),
      ])
      const data = authenticatorData(rp.id, options, credential)
      return answer({
        clientDataJSON: base64url(
          clientData('webauthn.create', challenge, options.origin ?? origin),
        ),
        attestationObject: base64url(attestation(data)),
        transports: ['internal'],
      })
    },
    authenticate({ challenge, rpId }, options = {}) {
      const data = authenticatorData(rpId, options)
      const client = clientData('webauthn.get', challenge, options.origin ?? origin)
      const signed = Buffer.concat([data, sha256(client)])
      return answer({
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(sign('sha256', signed, privateKey)),
      })
    },
  }
}

/** CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' })
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
  const part = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 0x20]), Buffer.from(value, 'base64url')])
  return Buffer.concat([head, part(0x21, x!), part(0x22, y!)])
}

/** CBOR: {"fmt": "none", "attStmt": {}, "authData": data}. */
function attestation(data: Buffer): Buffer {
  const text = (value: string) =>
    Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
  const length = Buffer.from([0x59, data.length >> 8, data.length & 255])
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    length,
    data,
  ])
}
