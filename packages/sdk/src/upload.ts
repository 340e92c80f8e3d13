import type { Source, SourcesCreateInput, Upload } from './generated/types.ts'
import type { RequestOptions, Settings } from './options.ts'
import type { Send } from './send.ts'
import { transmit } from './transport.ts'

export type UploadParameters = Pick<SourcesCreateInput, 'title' | 'kind'> & {
  /** Needed when the file is a `Blob` without a name. */
  file_name?: string
}

/**
 * Brings a file in by way of the storage: its bytes go straight there, checked against their
 * SHA-256, and not through the API. For large files; small ones may go with `sources.create`.
 *
 * @example
 * const source = await galley.sources.upload(await openAsBlob('talk.pdf'), { file_name: 'talk.pdf' })
 */
export async function uploadSource(
  settings: Settings,
  send: Send,
  file: Blob,
  { file_name, ...parameters }: UploadParameters = {},
  options: RequestOptions = {},
): Promise<Source> {
  const sha256 = await hashOf(file)
  const upload = await send.json<Upload>(
    { method: 'POST', path: '/uploads' },
    {
      file_name: file_name ?? (file as File).name ?? 'file',
      ...(file.type && { media_type: file.type }),
      size: file.size,
      ...(sha256 && { sha256 }),
    },
    withoutKey(options),
  )
  await put(settings, upload, file, options)
  return send.json<Source>(
    { method: 'POST', path: '/sources' },
    { ...parameters, upload_id: upload.upload_id },
    options,
  )
}

/** The place is signed for exactly these bytes, so sending them again does no harm. */
function put(
  settings: Settings,
  { url, headers }: Upload,
  file: Blob,
  options: RequestOptions,
): Promise<void> {
  const target = new URL(url, `${settings.baseUrl}/`).href
  const request = { url: target, method: 'PUT', headers, body: file } as const
  return transmit(settings, request, { ...options, headers: {} }, async () => undefined)
}

/** Null where the browser has no cryptography: on pages that came without TLS. */
async function hashOf(file: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** A caller's key is for what he asked for, the source, and not for the upload before it. */
function withoutKey(options: RequestOptions): RequestOptions {
  const { idempotencyKey: _, ...rest } = options
  return rest
}
