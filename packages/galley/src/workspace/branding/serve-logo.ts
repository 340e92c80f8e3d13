import { isFresh } from '../../platform/http/index.ts'
import type { OpenLogo } from './get-logo.ts'

const EXTENSIONS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
}

/**
 * A logo as an answer: of the type that was found out and no other, and harmless also when somebody
 * opens it as a page of its own.
 */
export async function serveLogo(
  { logo, read }: OpenLogo,
  request: { headers: Headers },
  cacheControl: string,
): Promise<Response> {
  const etag = `"${logo.sha256}"`
  const headers = {
    etag,
    'cache-control': cacheControl,
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    // Mail programs and sites of the workspace show it from elsewhere.
    'cross-origin-resource-policy': 'cross-origin',
  }
  if (isFresh(request.headers, etag)) return new Response(null, { status: 304, headers })
  return new Response(await read(), {
    headers: {
      ...headers,
      'content-type': logo.mediaType,
      'content-length': String(logo.size),
      'content-disposition': `inline; filename="logo.${EXTENSIONS[logo.mediaType]}"`,
    },
  })
}
