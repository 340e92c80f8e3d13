import { TooLargeError, UnsupportedError } from '../../platform/error.ts'
import { HttpError, httpCodes } from '../../platform/http/index.ts'

const MOST_BYTES = 16_384
const FORM = 'application/x-www-form-urlencoded'

/**
 * The fields of a form that a page of ours sent: a browser says where a form comes from, and one
 * that does not is not let in.
 *
 * @throws HttpError 403, UnsupportedError, TooLargeError
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  if (!isOurs(request)) throw new HttpError(403, httpCodes.CROSS_SITE_REFUSED)
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (contentType !== FORM) {
    throw new UnsupportedError(httpCodes.CONTENT_TYPE_UNSUPPORTED, { contentType, accepted: FORM })
  }
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > MOST_BYTES)
      throw new TooLargeError(httpCodes.BODY_TOO_LARGE, { maximum: MOST_BYTES })
    text += decoder.decode(chunk, { stream: true })
  }
  return new URLSearchParams(text + decoder.decode())
}

/** Browsers that do not say how a request relates to us still say where it comes from. */
function isOurs({ headers, url }: Request): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = URL.parse(headers.get('origin') ?? '')
  return origin?.host === (headers.get('host') ?? new URL(url).host)
}
