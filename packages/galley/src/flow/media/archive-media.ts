import { imageKinds } from '../../platform/images/index.ts'
import { archiveParts } from '../../workspace/privacy/index.ts'
import type { ArchiveFile } from '../../workspace/privacy/index.ts'
import type { Context } from '../../platform/context.ts'
import { listMedia } from './list-media.ts'
import { openMedium } from './open-medium.ts'

/** Images as files, named by their ids. */
export const archiveMedia = archiveParts.contribute({
  folder: 'media',
  describes: 'every image, named by its id, as it is kept.',
  files: mediaFiles,
})

async function* mediaFiles(ctx: Context): AsyncGenerator<ArchiveFile, void> {
  let cursor: string | undefined
  do {
    const page = await listMedia({ ctx, input: { limit: 200, ...(cursor && { cursor }) } })
    for (const { id: mediaId, kind, createdAt } of page.items) {
      const bytes = () => readBytes(ctx, mediaId)
      const name = `${mediaId}.${imageKinds[kind].extension}`
      yield { name, bytes, modifiedAt: createdAt }
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

async function* readBytes(ctx: Context, mediaId: string): AsyncGenerator<Uint8Array, void> {
  const { read } = await openMedium({ ctx, input: { mediaId } })
  yield* await read()
}
