import { ConflictError, InvalidError } from '../../../platform/error.ts'
import { protocolCodes } from '../codes.ts'

/** RFC 7644 §3.12 */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

type Code = keyof typeof protocolCodes

/** A 400 that says what is wrong in the words of the protocol. */
export const invalid = (
  scimType: ScimType,
  code: Code,
  details: Record<string, unknown> = {},
): InvalidError => new InvalidError(protocolCodes[code], { ...details, scimType })

/** A 409: somebody else has it. */
export const taken = (code: Code, details: Record<string, unknown> = {}): ConflictError =>
  new ConflictError(protocolCodes[code], { ...details, scimType: 'uniqueness' })

export const invalidValue = (attribute: string, reason: string): InvalidError =>
  invalid('invalidValue', 'SCIM_VALUE_INVALID', { attribute: attribute.slice(0, 100), reason })
