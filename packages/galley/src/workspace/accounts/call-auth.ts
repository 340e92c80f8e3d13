import type { Context } from '../../platform/context.ts'
import { SESSION_COOKIE } from '../identity/index.ts'
import { publicOrigin } from './public-origin.ts'

/** Carries what the HTTP app found out about the caller; what a request itself says there is dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-client-ip'

/** What a verb of this module takes: cookies and the device come with the headers. */
export interface AccountVerbArgs<Input> {
  ctx: Context
  input: Input
  headers: Headers
}

/** A value and the `Set-Cookie` lines that belong to it. */
export interface WithCookies<T> {
  value: T
  cookies: readonly string[]
}

type Caller = Pick<Context, 'config' | 'clientAddress'>

/**
 * What better-auth may know of a request: our own cookies, the browser's name, and the address that
 * the HTTP app found, whatever the request itself says about that.
 *
 * @param options.isSignedIn False leaves the session out: a second factor must not be proven for
 * whoever happens to be signed in.
 */
export function authHeaders(
  { config, clientAddress }: Caller,
  headers: Headers,
  { isSignedIn = true }: { isSignedIn?: boolean } = {},
): Headers {
  const handed = new Headers({ origin: publicOrigin(config) })
  const cookies = ownCookies(headers.get('cookie'), isSignedIn)
  if (cookies) handed.set('cookie', cookies)
  const userAgent = browserName(headers)
  if (userAgent) handed.set('user-agent', userAgent)
  const address = knownAddress(clientAddress)
  if (address) handed.set(CLIENT_ADDRESS_HEADER, address)
  return handed
}

function ownCookies(cookies: string | null, isSignedIn: boolean): string {
  return (cookies ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => {
      const name = pair.slice(0, pair.indexOf('=')).replace(/^__Secure-/, '')
      return name.startsWith('galley.') && (isSignedIn || name !== SESSION_COOKIE)
    })
    .join('; ')
}

/** A whole user agent may be a megabyte. */
export const browserName = (headers: Headers): string | null =>
  headers.get('user-agent')?.slice(0, 512) || null

/** Null where the socket has no address. */
export const knownAddress = (address: string | undefined): string | null =>
  address && address !== 'unknown' ? address : null

/** Calls better-auth and takes its cookies along. */
export async function callAuth<T>(
  call: Promise<{ headers: Headers; response: T }>,
): Promise<WithCookies<T>> {
  const { headers, response } = await call
  return { value: response, cookies: headers.getSetCookie() }
}

/** The code of what better-auth refuses; null for errors that are none of its refusals. */
export function refusalCode(error: unknown): string | null {
  const { name, statusCode, body } = (error ?? {}) as {
    name?: string
    statusCode?: number
    body?: { code?: string }
  }
  if (name !== 'APIError' || (statusCode ?? 500) >= 500) return null
  return body?.code ?? 'REFUSED'
}
