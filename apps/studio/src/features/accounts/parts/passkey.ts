import { call } from '../../../api/call.ts'

/** The person looked away, or the device could not. */
export class PasskeyError extends Error {
  readonly isCancelled: boolean
  constructor(isCancelled: boolean, options?: ErrorOptions) {
    super(isCancelled ? 'cancelled' : 'failed', options)
    this.isCancelled = isCancelled
  }
}

export const arePasskeysKnown = (): boolean =>
  'PublicKeyCredential' in globalThis && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/**
 * Signs in with a passkey of this device.
 *
 * @throws PasskeyError; ApiError when the server does not know it.
 */
export async function signInWithPasskey(): Promise<void> {
  const options = await call('POST /auth/sign-in/passkey/options', {})
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options.public_key as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  const credential = await ask(() => navigator.credentials.get({ publicKey }))
  await call('POST /auth/sign-in/passkey', { credential })
}

async function ask(work: () => Promise<Credential | null>): Promise<Record<string, unknown>> {
  const credential = await work().catch((cause: Error) => {
    throw new PasskeyError(/NotAllowedError|AbortError/.test(cause.name), { cause })
  })
  if (!credential) throw new PasskeyError(true)
  return (credential as PublicKeyCredential).toJSON() as unknown as Record<string, unknown>
}
