import { call } from './api.ts'
import type { Answer, Refusal } from './api.ts'

type Json = Record<string, unknown>

const refuse = (code: string, problem: string): Refusal => ({
  isOk: false,
  status: 0,
  code,
  problem,
  fields: [],
})

const tooOld = refuse('passkey_unsupported', 'This browser does not know passkeys yet.')
const cancelled = refuse(
  'passkey_cancelled',
  'No passkey was used. Try again, or take another way.',
)
const failed = refuse('passkey_failed', 'This device could not do it. Try again, or another one.')

const isKnown = () => 'PublicKeyCredential' in globalThis
const canParse = () => isKnown() && 'parseRequestOptionsFromJSON' in PublicKeyCredential

/** Signs in with a passkey; `signal` takes a waiting request back. */
export async function signInWithPasskey(
  given: { isFromAutofill?: boolean; signal?: AbortSignal } = {},
): Promise<Answer<unknown>> {
  if (!canParse()) return tooOld
  const options = await call<{ public_key: Json }>('POST', '/auth/sign-in/passkey/options')
  if (!options.isOk) return options
  return use(async () => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      options.value.public_key as unknown as PublicKeyCredentialRequestOptionsJSON,
    )
    return navigator.credentials.get({
      publicKey,
      ...(given.isFromAutofill && { mediation: 'conditional' as const }),
      ...(given.signal && { signal: given.signal }),
    })
  }, '/auth/sign-in/passkey')
}

/** Makes a passkey on this device, for whoever is signed in. */
export async function addPasskey(): Promise<Answer<unknown>> {
  if (!canParse()) return tooOld
  const options = await call<{ public_key: Json }>('POST', '/account/passkey-options')
  if (!options.isOk) return options
  return use(async () => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      options.value.public_key as unknown as PublicKeyCredentialCreationOptionsJSON,
    )
    return navigator.credentials.create({ publicKey })
  }, '/account/passkeys')
}

async function use(ask: () => Promise<Credential | null>, path: string): Promise<Answer<unknown>> {
  let credential: Credential | null
  try {
    credential = await ask()
  } catch (error) {
    const { name } = error as DOMException
    return name === 'NotAllowedError' || name === 'AbortError' ? cancelled : failed
  }
  if (!credential) return cancelled
  return call('POST', path, { credential: (credential as PublicKeyCredential).toJSON() })
}

/** Whether passkeys can be offered among what the browser fills in. */
export async function canOfferInAutofill(): Promise<boolean> {
  if (!canParse()) return false
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false
}
