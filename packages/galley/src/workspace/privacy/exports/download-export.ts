import { ConflictError } from '../../../platform/error.ts'
import { privacyCodes } from '../codes.ts'
import type { ExportId } from './export.ts'
import { parseRange } from './parse-range.ts'
import { getExportOnShelf } from './shelf.ts'
import type { Shelf } from './shelf.ts'

/**
 * The archive, whole or from where a download broke off (`Range`, with `If-Range` by its ETag). It
 * goes through us and not by a link: whoever may no longer is refused at once.
 *
 * @throws ConflictError until it is ready.
 */
export async function downloadExport(
  shelf: Shelf,
  { exportId }: ExportId,
  request: { headers: Headers },
): Promise<Response> {
  const row = await shelf.transaction(async (tx) => {
    const found = await getExportOnShelf(tx, shelf, exportId)
    const { status } = found
    if (status !== 'ready')
      throw new ConflictError(privacyCodes.EXPORT_NOT_READY, { exportId, status })
    await shelf.record(tx, 'export.download', exportId)
    return found
  })
  const size = row.size!
  const etag = `"${row.sha256}"`
  const headers = {
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="galley-${exportId}.zip"`,
    'x-content-type-options': 'nosniff',
  }
  const range = parseRange(request.headers, { size, etag })
  if (range === 'unsatisfiable') {
    const refused = { ...headers, 'content-range': `bytes */${size}` }
    return new Response(null, { status: 416, headers: refused })
  }
  const { ctx, storage } = shelf
  const content = await storage.get(row.storageKey, {
    ...(range && { range }),
    signal: ctx.signal,
  })
  const { start, end } = range ?? { start: 0, end: size - 1 }
  return new Response(content.body, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(end + 1 - start),
      ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
    },
  })
}
