import ipaddr from 'ipaddr.js'
import {
  CancelledError,
  defineCodes,
  GalleyError,
  InvalidError,
  TooLargeError,
  UnavailableError,
} from '../error.ts'
import { startLimits } from './fetch-limits.ts'
import type { Limits } from './fetch-limits.ts'
import { isPublicAddress } from './public-address.ts'

export const safeFetchCodes = defineCodes({
  URL_REFUSED: 'The address {url} is not fetched: {reason}.',
  ADDRESS_REFUSED:
    '{host} is on a private network. An operator can allow that with GALLEY_ALLOW_PRIVATE_NETWORK.',
  FETCH_FAILED: '{host} could not be reached: {reason}. Check the address, or try again later.',
  FETCH_TIMED_OUT: '{host} took longer than {seconds} s. Try again later.',
  FETCH_TOO_LARGE: 'The answer of {host} is larger than {maximum} bytes, which is the limit here.',
  FETCH_CANCELLED: 'The request to {host} was called off.',
  TOO_MANY_REDIRECTS: '{host} redirected more than {maximum} times. Give the final address.',
})

/** One request without redirects, over a connection to an address that passed the check. */
export type Dial = (
  url: URL,
  init: { method: string; headers: Headers; body?: string | Uint8Array; signal: AbortSignal },
) => Promise<Response>

/** Makes a `Dial` that connects to nothing but addresses that pass, whatever the name says. */
export type Dialer = (isAllowed: (address: string) => boolean) => Dial

export interface SafeFetchOptions {
  method?: string
  headers?: HeadersInit
  body?: string | Uint8Array
  signal?: AbortSignal
  /** Bytes of the answer after decompression. Default 25 MB. */
  maximumBytes?: number
  /** For everything together, in milliseconds. Default 60 s. */
  totalMs?: number
  /** For each wait between two pieces of the answer, in milliseconds. Default 15 s. */
  idleMs?: number
  /** Default 5; 0 returns the redirect itself. */
  maximumRedirects?: number
  /** Ports beside 80 and 443. */
  allowedPorts?: readonly number[]
}

export interface FetchedAnswer {
  status: number
  /** As sent, without content-encoding and content-length: the body is decompressed. */
  headers: Headers
  /** The address that answered, behind all redirects. */
  url: string
  /** Errors when the answer is too large or too slow. Read it or cancel it. */
  body: ReadableStream<Uint8Array>
  bytes(): Promise<Uint8Array>
  text(): Promise<string>
}

export type SafeFetch = (url: string, options?: SafeFetchOptions) => Promise<FetchedAnswer>

/**
 * `fetch` for addresses that come from outside. It speaks http and https, to the usual ports, never
 * with credentials in the URL, and reaches no private network: names are resolved once and the
 * connection goes to the address that was checked, so a name that changes its mind gains nothing.
 * Redirects are checked like the first address; size and time are bounded.
 *
 * @throws InvalidError (`url_refused`, `address_refused`), TooLargeError, UnavailableError,
 * CancelledError.
 * @example
 * const safeFetch = createSafeFetch({ allowPrivateNetwork: false, dialer: createPinnedDialer() })
 * const page = await (await safeFetch('https://example.com/post')).text()
 */
export function createSafeFetch(settings: {
  allowPrivateNetwork: boolean
  dialer: Dialer
  /** Another idea of what may be reached. */
  isAllowedAddress?: (address: string) => boolean
}): SafeFetch {
  const { allowPrivateNetwork, dialer } = settings
  const isAllowed =
    settings.isAllowedAddress ?? ((address) => allowPrivateNetwork || isPublicAddress(address))
  const dial = dialer(isAllowed)

  return async (text, options = {}) => {
    let request: SafeFetchOptions = options
    let url = parseUrl(text)
    const limits = startLimits(options)
    try {
      for (let redirects = 0; ; redirects++) {
        checkUrl(url, options, allowPrivateNetwork, isAllowed)
        const response = await dialOnce(dial, url, request, limits)
        const target = redirectTarget(response, url)
        const maximum = options.maximumRedirects ?? 5
        if (!target || maximum === 0) return toAnswer(response, url, options, limits)
        await response.body?.cancel()
        if (redirects >= maximum) {
          throw new InvalidError(safeFetchCodes.TOO_MANY_REDIRECTS, { host: url.host, maximum })
        }
        request = nextRequest(request, response.status, url, target)
        url = target
      }
    } catch (error) {
      limits.stop()
      throw explain(error, url, options, limits)
    }
  }
}

function parseUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text)
  throw refused(text.slice(0, 200), 'it is not a complete URL')
}

const refused = (url: string, reason: string) =>
  new InvalidError(safeFetchCodes.URL_REFUSED, { url, reason })

function checkUrl(
  url: URL,
  { allowedPorts = [] }: SafeFetchOptions,
  isAnyPortAllowed: boolean,
  isAllowed: (address: string) => boolean,
): void {
  const shown = `${url.protocol}//${url.host}`
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(shown, 'only http and https are')
  }
  if (url.username || url.password) throw refused(shown, 'it carries credentials')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (!isAnyPortAllowed && port !== 80 && port !== 443 && !allowedPorts.includes(port)) {
    throw refused(shown, `port ${port} is not open for this`)
  }
  // A literal address is never resolved, so nobody further down would look at it.
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (ipaddr.isValid(literal) && !isAllowed(literal)) throw addressRefused(url.host)
}

/** For dialers: what to fail with when a name leads where it must not. */
export const addressRefused = (host: string) =>
  new InvalidError(safeFetchCodes.ADDRESS_REFUSED, { host })

async function dialOnce(dial: Dial, url: URL, request: SafeFetchOptions, limits: Limits) {
  const { method = 'GET', body } = request
  const response = await dial(url, {
    method,
    headers: new Headers(request.headers),
    signal: limits.signal,
    ...(body === undefined ? {} : { body }),
  })
  limits.touch()
  return response
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

function redirectTarget(response: Response, url: URL): URL | null {
  const location = response.headers.get('location')
  if (!REDIRECTS.has(response.status) || location === null) return null
  if (!URL.canParse(location, url)) throw refused(location.slice(0, 200), 'it is not a URL')
  return new URL(location, url)
}

/** As browsers do it: a POST becomes a GET, and secrets stay with the origin they were meant for. */
function nextRequest(
  request: SafeFetchOptions,
  status: number,
  from: URL,
  to: URL,
): SafeFetchOptions {
  const headers = new Headers(request.headers)
  if (from.origin !== to.origin) {
    for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name)
  }
  const method = request.method ?? 'GET'
  const becomesGet = status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST'
  if (!becomesGet) return { ...request, headers }
  for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name)
  const { body: _, ...rest } = request
  return { ...rest, method: 'GET', headers }
}

function toAnswer(
  response: Response,
  url: URL,
  options: SafeFetchOptions,
  limits: Limits,
): FetchedAnswer {
  const headers = new Headers(response.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  const body = limitBody(response.body, url, options, limits)
  return {
    status: response.status,
    headers,
    url: url.href,
    body,
    bytes: async () => new Uint8Array(await new Response(body).arrayBuffer()),
    text: () => new Response(body).text(),
  }
}

/** Counts what comes out of decompression, so that a small answer cannot unfold into a huge one. */
function limitBody(
  body: ReadableStream<Uint8Array> | null,
  url: URL,
  options: SafeFetchOptions,
  limits: Limits,
): ReadableStream<Uint8Array> {
  const { maximumBytes = 25 * 1024 * 1024 } = options
  const reader = body?.getReader()
  let seen = 0
  if (!reader) limits.stop()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          limits.touch()
          const piece = await reader?.read()
          if (!piece || piece.done) {
            limits.stop()
            return controller.close()
          }
          seen += piece.value.byteLength
          if (seen > maximumBytes) {
            const about = { host: url.host, maximum: maximumBytes }
            throw new TooLargeError(safeFetchCodes.FETCH_TOO_LARGE, about)
          }
          controller.enqueue(piece.value)
        } catch (error) {
          limits.stop()
          void reader?.cancel().catch(() => undefined)
          throw explain(error, url, options, limits)
        }
      },
      async cancel() {
        limits.stop()
        await reader?.cancel().catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

function explain(error: unknown, url: URL, options: SafeFetchOptions, limits: Limits): Error {
  const { host } = url
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof GalleyError) return cause
  }
  if (limits.isTimedOut()) {
    const seconds = (options.totalMs ?? 60_000) / 1000
    return new UnavailableError(safeFetchCodes.FETCH_TIMED_OUT, { host, seconds, status: 504 })
  }
  if (options.signal?.aborted) return new CancelledError(safeFetchCodes.FETCH_CANCELLED, { host })
  const reason = reasonOf(error)
  return new UnavailableError(
    safeFetchCodes.FETCH_FAILED,
    { host, reason, status: 502 },
    { cause: error },
  )
}

/** The system's own short word (`ECONNREFUSED`), never a message that may quote the request. */
function reasonOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return 'the connection failed'
}
