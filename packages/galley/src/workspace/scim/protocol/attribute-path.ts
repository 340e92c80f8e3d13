import { isSafeName } from './read-body.ts'
import { ENTERPRISE, GROUP, USER } from './schemas.ts'

/** `name.givenName`, with or without the schema in front. Names are in lower case. */
export interface AttributePath {
  /** An extension's schema; null for the core. */
  extension: string | null
  /** Empty for the extension as a whole. */
  attribute: string
  sub: string | null
}

const core = [USER, GROUP].map((urn) => urn.toLowerCase())

/**
 * Reads an attribute's path; null when it is none. Schemas we do not know are no part of any.
 *
 * @example
 * readAttributePath('name.givenName') // { extension: null, attribute: 'name', sub: 'givenname' }
 */
export function readAttributePath(text: string): AttributePath | null {
  const lower = text.toLowerCase()
  const urn = ENTERPRISE.toLowerCase()
  if (lower === urn) return { extension: ENTERPRISE, attribute: '', sub: null }
  const schema = [urn, ...core].find((one) => lower.startsWith(`${one}:`))
  const names = schema ? lower.slice(schema.length + 1) : lower
  const [, attribute, sub = null] =
    /^([a-z$][\w$-]{0,63})(?:\.([a-z$][\w$-]{0,63}))?$/.exec(names) ?? []
  if (attribute === undefined || !isSafeName(attribute)) return null
  if (sub !== null && !isSafeName(sub)) return null
  return { extension: schema === urn ? ENTERPRISE : null, attribute, sub }
}
