import { isFresh } from '../../platform/http/index.ts'
import { imageKinds } from '../../platform/images/index.ts'
import type { OpenMedium } from './open-medium.ts'

/**
 * An image as an answer: of the type that was found out and no other, kept by browsers for ever
 * since its bytes never change, and harmless also when somebody opens it as a page of its own.
 */
export async function serveMedium(
  { medium, read }: OpenMedium,
  request: { headers: Headers },
): Promise<Response> {
  const { mediaType, extension } = imageKinds[medium.kind]
  const etag = `"${medium.contentHash}"`
  const headers = {
    etag,
    'cache-control': 'private, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
  if (isFresh(request.headers, etag)) return new Response(null, { status: 304, headers })
  return new Response(await read(), {
    headers: {
      ...headers,
      'content-type': mediaType,
      'content-length': String(medium.size),
      'content-disposition': `inline; filename="${medium.id}.${extension}"`,
    },
  })
}
