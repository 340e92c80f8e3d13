import { UnauthenticatedError } from '../../platform/error.ts'
import { signInCodes } from './codes.ts'

/** Whom a provider vouches for. */
export interface Asserted {
  /** Its own lasting name for the person. */
  subject: string
  /** Lower case. */
  email: string
  isEmailVerified: boolean
  name: string | null
  groups: string[]
}

/** A refused sign-in. The reason goes into the log; it never quotes what was asserted. */
export const refusedAnswer = (
  code: keyof typeof signInCodes,
  reason?: string,
  cause?: unknown,
): UnauthenticatedError =>
  new UnauthenticatedError(signInCodes[code], reason ? { reason } : {}, { cause })

const MOST_GROUPS = 1000

/**
 * An address as it is compared: plain ASCII, in lower case. Other letters are refused, since some of
 * them become ASCII ones in lower case (`K`, the Kelvin sign) and would turn into somebody else.
 */
export function normaliseEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 254) return null
  const pattern =
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}$/
  return pattern.test(value) ? value.toLowerCase() : null
}

export const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1)

/** @throws UnauthenticatedError when it cannot be told who it is. */
export function toAsserted(found: {
  subject: unknown
  email: unknown
  isEmailVerified: boolean
  name: unknown
  groups: readonly unknown[]
}): Asserted {
  const { subject, name } = found
  // oxlint-disable-next-line no-control-regex -- these are what must not be in it
  if (typeof subject !== 'string' || !/^[^\u0000-\u001f\u007f]{1,512}$/u.test(subject)) {
    throw refusedAnswer('SSO_SUBJECT_MISSING')
  }
  const email = normaliseEmail(found.email)
  if (!email) throw refusedAnswer('SSO_EMAIL_MISSING')
  const groups = found.groups.filter((group) => typeof group === 'string')
  return {
    subject,
    email,
    isEmailVerified: found.isEmailVerified,
    name: typeof name === 'string' ? cleanName(name) : null,
    groups: [...new Set(groups)].slice(0, MOST_GROUPS),
  }
}

const cleanName = (name: string) =>
  // oxlint-disable-next-line no-control-regex -- these are what must not be in it
  name
    .replace(/[\u0000-\u001f\u007f<>]/g, ' ')
    .trim()
    .slice(0, 200) || null
