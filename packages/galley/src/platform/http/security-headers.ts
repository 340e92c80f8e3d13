import { HttpError, httpCodes } from './http-error.ts'

/** An API answer is data: nothing in it may run, load, or be framed. */
const ALWAYS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const

const HSTS = 'max-age=31536000'

/** The headers of every answer. */
export function baseHeaders(requestId: string, isSecure: boolean): Record<string, string> {
  const headers: Record<string, string> = { ...ALWAYS, 'x-request-id': requestId }
  if (isSecure) headers['strict-transport-security'] = HSTS
  return headers
}

/** Adds what a foreign Response does not set itself: a page may have a policy of its own. */
export function withBaseHeaders(response: Response, base: Record<string, string>): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(base)) {
    if (!headers.has(name)) headers.set(name, value)
  }
  const { status, statusText } = response
  return new Response(response.body, { status, statusText, headers })
}

/**
 * A browser adds cookies to what other sites send. Whoever changes something with a cookie alone
 * must come from our own pages; programs with a key never send these headers.
 *
 * @throws HttpError 403
 */
export function refuseCrossSite(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { headers } = request
  if (!headers.has('cookie') || headers.has('authorization')) return
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  const isForeign = site
    ? site !== 'same-origin' && site !== 'none'
    : origin !== null && !isSameHost(origin, headers.get('host') ?? new URL(request.url).host)
  if (isForeign) throw new HttpError(403, httpCodes.CROSS_SITE_REFUSED)
}

function isSameHost(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host
}
