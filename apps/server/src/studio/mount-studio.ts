import { HttpError, httpCodes } from '@galley/galley/node'
import type { Mount } from '@galley/galley/node'
import { readFiles } from './read-files.ts'
import type { Encoding, StaticFile } from './read-files.ts'

/** Nothing but our own files and our own API. Users' words are shown, and never run. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/**
 * Serves the built studio on every address that nothing else answers: its files by their names, and
 * its page for whatever a person opens in a browser.
 *
 * @param folder - as `ensureStudio` made it
 */
export async function mountStudio(folder: string): Promise<Mount> {
  const files = await readFiles(folder)
  const page = files.get('/index.html')
  if (!page) throw new Error(`There is no studio in ${folder}: index.html is missing.`)
  return {
    path: '/*',
    isQuiet: true,
    async handler(request) {
      const { pathname } = new URL(request.url)
      const file = pathname === '/' ? page : (files.get(pathname) ?? pageFor(request, page))
      if (!file) throw new HttpError(404, httpCodes.ROUTE_UNKNOWN, { path: pathname })
      return answer(request, file, file === page)
    },
  }
}

/** Never a screen: what looks like a file, and what programs ask. */
const notAScreen = /^\/(?:api|assets)\/|\.\w{1,5}$/

/** A person who opens an address gets the page, which knows its screens; a program gets the truth. */
function pageFor({ method, headers, url }: Request, page: StaticFile): StaticFile | undefined {
  const isNavigation = /\btext\/html\b/.test(headers.get('accept') ?? '')
  const isScreen = !notAScreen.test(new URL(url).pathname)
  return isRead(method) && isNavigation && isScreen ? page : undefined
}

function answer(request: Request, file: StaticFile, isPage: boolean): Response {
  const { method } = request
  if (!isRead(method)) {
    const allow = 'GET, HEAD'
    throw new HttpError(405, httpCodes.METHOD_NOT_ALLOWED, { method, allowed: allow }, { allow })
  }
  const encoding = preferred(request.headers.get('accept-encoding') ?? '', file)
  const isSignedOut = isPage && !request.headers.get('cookie')?.includes('galley.session_token=')
  // One tag for each form of it, or a cache would hand one out for the other.
  const etag = `"${file.etag}${encoding ? `-${encoding}` : ''}${isSignedOut ? '-out' : ''}"`
  const headers: Record<string, string> = {
    'content-type': file.type,
    'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // A program that asks for a screen's address gets something else than a person.
    vary: isPage ? 'accept, accept-encoding, cookie' : 'accept-encoding',
    etag,
    ...(encoding && { 'content-encoding': encoding }),
    // The page need not ask who is there: its scripts can read this, and no cookie of ours.
    ...(isSignedOut && { 'server-timing': 'signed-out' }),
    ...(isPage && {
      'content-security-policy': contentSecurityPolicy,
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    }),
  }
  if (request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers })
  }
  const body = encoding ? file.encodings[encoding]! : file.plain
  return new Response(body, { headers: { ...headers, 'content-length': String(body.length) } })
}

const isRead = (method: string) => method === 'GET' || method === 'HEAD'

function preferred(accepted: string, { encodings }: StaticFile): Encoding | null {
  const known = accepted.split(',').map((one) => one.trim().replace(/;q=0(?:\.0+)?$/, ';refused'))
  return (['br', 'gzip'] as const).find((name) => name in encodings && takes(known, name)) ?? null
}

const takes = (accepted: readonly string[], name: string) =>
  accepted.some((one) => one === name || (one.startsWith(`${name};`) && !one.endsWith('refused')))
