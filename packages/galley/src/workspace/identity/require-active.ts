import { ConflictError } from '../../platform/error.ts'
import type { ApiKeyRow } from './api-key.ts'
import { keyCodes } from './codes.ts'
import { presentKey } from './present-key.ts'

/** @throws ConflictError for a key that was revoked or has expired. */
export function requireActive(row: ApiKeyRow): void {
  const { id: keyId, status } = presentKey(row)
  if (status !== 'active') throw new ConflictError(keyCodes.KEY_NOT_ACTIVE, { keyId, status })
}
