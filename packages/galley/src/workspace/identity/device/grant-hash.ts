import type { Secrets } from '../../../platform/secrets/index.ts'
import { createTokenHash } from '../hash.ts'

/** Of what the program polls with, and of what the person types. */
export const deviceCodeHash = async (secrets: Secrets, code: string) =>
  (await createTokenHash(secrets, 'device_codes'))(code)

export const userCodeHash = async (secrets: Secrets, code: string) =>
  (await createTokenHash(secrets, 'device_user_codes'))(code)
