import { PreconditionError } from '../error.ts'
import { HttpError, httpCodes } from './http-error.ts'

/**
 * The strong entity tag of one version of one thing.
 *
 * @example
 * editTag('doc_01K…', 7) // '"doc_01K…-7"'
 */
export function editTag(id: string, version: number | string): string {
  const text = `${id}-${version}`
  if (!/^[\x21\x23-\x7e]+$/.test(text)) throw new TypeError(`not fit for an entity tag: ${text}`)
  return `"${text}"`
}

/**
 * Refuses a change that was made against another version than the current one.
 *
 * @throws PreconditionError 412 when If-Match names another version; HttpError 428 when it is
 * missing and `isRequired`.
 * @example
 * requireMatch(request.headers, editTag(document.id, document.version), { isRequired: true })
 */
export function requireMatch(
  headers: Headers,
  current: string,
  options: { isRequired?: boolean } = {},
): void {
  const given = headers.get('if-match')
  if (given === null) {
    if (options.isRequired) throw new HttpError(428, httpCodes.PRECONDITION_REQUIRED)
    return
  }
  // If-Match compares strongly: a weak tag never matches.
  if (given.trim() === '*' || readTags(given).includes(current)) return
  throw new PreconditionError(httpCodes.EDIT_TAG_STALE, { given, current })
}

/**
 * The version that If-Match names for this thing, for verbs that take a base version themselves;
 * undefined when there is no header, null when it names nothing that this thing ever was.
 */
export function matchedVersion(headers: Headers, id: string): number | null | undefined {
  const given = headers.get('if-match')
  if (given === null || given.trim() === '*') return undefined
  for (const tag of readTags(given)) {
    const version = tag.startsWith(`"${id}-`) ? Number(tag.slice(id.length + 2, -1)) : Number.NaN
    if (Number.isSafeInteger(version)) return version
  }
  return null
}

/** True when If-None-Match says that the caller has this version already. */
export function isFresh(headers: Headers, current: string): boolean {
  const given = headers.get('if-none-match')
  if (given === null) return false
  const bare = current.replace(/^W\//, '')
  return given.trim() === '*' || readTags(given).some((tag) => tag.replace(/^W\//, '') === bare)
}

const readTags = (header: string): string[] => header.match(/(?:W\/)?"[^"]*"/g) ?? []
