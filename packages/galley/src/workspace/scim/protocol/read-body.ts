import { TooLargeError, UnsupportedError } from '../../../platform/error.ts'
import { protocolCodes } from '../codes.ts'
import { invalid } from './refuse.ts'

const MAXIMUM_BYTES = 1_000_000
const MAXIMUM_DEPTH = 16
/** Names that mean something to JavaScript objects: no attribute is called so. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether it is an attribute's name: the words of objects' own machinery are none. */
export const isSafeName = (name: string) => !FORBIDDEN_NAMES.has(name)

/**
 * The JSON object that a directory sends, within limits of size and depth, and without what cannot
 * be stored or would reach behind objects.
 *
 * @throws TooLargeError, UnsupportedError, InvalidError (invalidSyntax)
 */
export async function readBody(request: Request): Promise<JsonObject> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/scim+json' && type !== 'application/json') {
    throw new UnsupportedError(protocolCodes.SCIM_BODY_TYPE)
  }
  const bytes = await readBytes(request)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed('it is not UTF-8')
  }
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw malformed('it is not JSON')
  }
  if (!isObject(body)) throw malformed('it is not an object')
  refuseUnfit(body, 1)
  return body
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > MAXIMUM_BYTES) throw tooLarge()
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body ?? []) {
    size += part.length
    if (size > MAXIMUM_BYTES) throw tooLarge()
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function refuseUnfit(value: unknown, depth: number): void {
  if (depth > MAXIMUM_DEPTH) throw malformed(`it is nested deeper than ${MAXIMUM_DEPTH} levels`)
  if (typeof value === 'string') return refuseUnstorable(value)
  if (Array.isArray(value)) {
    for (const item of value) refuseUnfit(item, depth + 1)
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (!isSafeName(name)) throw malformed(`it has a property called ${name}`)
      refuseUnstorable(name)
      refuseUnfit(item, depth + 1)
    }
  }
}

function refuseUnstorable(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw malformed('it has a NUL character or half of a surrogate pair')
  }
}

const malformed = (reason: string) => invalid('invalidSyntax', 'SCIM_BODY_MALFORMED', { reason })
const tooLarge = () =>
  new TooLargeError(protocolCodes.SCIM_BODY_TOO_LARGE, { maximum: MAXIMUM_BYTES })
