import { and, eq, inArray, isNull } from 'drizzle-orm'
import { toBase64 } from '../../platform/base64.ts'
import { publicAddress } from '../../platform/config.ts'
import type { Context } from '../../platform/context.ts'
import { TooLargeError } from '../../platform/error.ts'
import { imageKinds } from '../../platform/images/index.ts'
import { holds } from '../../platform/permission.ts'
import { withTransaction } from '../../platform/verb.ts'
import { exportFinishes } from '../documents/index.ts'
import { mediaCodes } from './medium.ts'
import type { MediumRow } from './medium.ts'
import { media } from './tables.ts'

const MAXIMUM_BYTES = 24 * 1024 * 1024

/** An address of ours as it stands in a text, with or without this server in front. */
const named = /(?<![\w.:/-])\/api\/v1\/media\/(med_[0-9A-Z]{26})\/content/g
/** Only an element looks like this: the "<" of a text is escaped. */
const element = /<img src="(?:([^"]*?))\/api\/v1\/media\/(med_[0-9A-Z]{26})\/content"/g

/**
 * What an export says of images is true wherever it is opened: a page has them in itself, other
 * texts name them by whole addresses.
 */
export const exportMedia = exportFinishes.contribute({
  async finish(ctx, file) {
    if (typeof file.body !== 'string' || !file.body.includes('/api/v1/media/')) return file
    const address = publicAddress(ctx.config)
    const isPage = file.mediaType.startsWith('text/html')
    const body = isPage ? await embedImages(ctx, file.body, address) : file.body
    return { ...file, body: body.replace(named, (path) => `${address}${path}`) }
  },
})

async function embedImages(ctx: Context, html: string, address: string): Promise<string> {
  const found = [...html.matchAll(element)].filter(([, server]) => !server || server === address)
  const rows = await findMedia(ctx, new Set(found.map(([, , mediaId]) => mediaId!)))
  let size = 0
  for (const [, , mediaId] of found) size += rows.get(mediaId!)?.size ?? 0
  if (size > MAXIMUM_BYTES) {
    throw new TooLargeError(mediaCodes.EXPORT_IMAGES_TOO_LARGE, { limit: MAXIMUM_BYTES })
  }
  const embedded = new Map<string, string>()
  for (const row of rows.values()) embedded.set(row.id, await embed(ctx, row))
  return html.replace(element, (whole, server: string, mediaId: string) => {
    const isOurs = !server || server === address
    return (isOurs && embedded.get(mediaId)) || whole
  })
}

/** Those that are still there; of who may see none, none. */
async function findMedia(
  ctx: Context,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, MediumRow>> {
  if (ids.size === 0 || !holds(ctx.permissions, 'media.read')) return new Map()
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select()
      .from(media)
      .where(
        and(
          eq(media.workspaceId, ctx.workspaceId),
          inArray(media.id, [...ids]),
          isNull(media.removedAt),
        ),
      ),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function embed(ctx: Context, row: MediumRow): Promise<string> {
  const { body } = await ctx.storage.get(row.storageKey, { signal: ctx.signal })
  const bytes = new Uint8Array(await new Response(body).arrayBuffer())
  const source = `data:${imageKinds[row.kind].mediaType};base64,${toBase64(bytes)}`
  const focus = row.focalX === 0.5 && row.focalY === 0.5 ? '' : ` style="${focalStyle(row)}"`
  return `<img src="${source}" width="${row.width}" height="${row.height}"${focus}`
}

const percent = (share: number) => `${Math.round(share * 1000) / 10}%`
const focalStyle = ({ focalX, focalY }: Pick<MediumRow, 'focalX' | 'focalY'>) =>
  `object-position: ${percent(focalX)} ${percent(focalY)}`
