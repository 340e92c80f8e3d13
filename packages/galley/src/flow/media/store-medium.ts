import { bytesToHex } from '@noble/hashes/utils.js'
import { and, eq, isNull } from 'drizzle-orm'
import { audit } from '../../workspace/audit/index.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { ConflictError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import type { ReadImage } from '../../platform/images/index.ts'
import { emit, withTransaction } from '../../platform/verb.ts'
import { mediaCodes, mediaCreated, toMedia } from './medium.ts'
import type { Medium, MediumRow } from './medium.ts'
import type { Place } from './place-of.ts'
import { media } from './tables.ts'

/** The area of a workspace's storage where images are. */
export const MEDIA_AREA = 'media/'

/** What is known of an image besides its pixels. */
export type MediumFacts = Pick<MediumRow, 'origin' | 'altText'> &
  Partial<Pick<MediumRow, 'fileName' | 'model' | 'prompt' | 'costMicros'>>

/** Keeps an image and the note of it; what is there already for the same place stays as it is. */
export async function storeMedium(
  place: Place,
  image: ReadImage,
  facts: MediumFacts,
): Promise<Medium> {
  const { ctx, documentId, sectionId } = place
  const contentHash = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', image.bytes)))
  const known = await withTransaction(ctx, (tx) => findTwin(tx, place, contentHash))
  if (known) return known

  const id = newId('med')
  const storageKey = `${MEDIA_AREA}${id}`
  // The bytes first: a row always has its bytes, and bytes that got no row are swept.
  const { kind, width, height, bytes, mediaType } = image
  await ctx.storage.put(storageKey, bytes, {
    contentType: mediaType,
    checksum: contentHash,
    signal: ctx.signal,
  })
  const medium = await withTransaction(ctx, async (tx) => {
    const [row] = await tx
      .insert(media)
      .values({
        ...facts,
        id,
        workspaceId: ctx.workspaceId,
        documentId,
        sectionId,
        kind,
        width,
        height,
        size: bytes.length,
        contentHash,
        storageKey,
        createdBy: ctx.actor,
      })
      .onConflictDoNothing()
      .returning()
    if (!row) return takeTwin(tx, place, contentHash)
    await audit(tx, ctx, {
      action: 'media.create',
      subject: id,
      after: { kind, origin: facts.origin, contentHash },
    })
    const about = { documentId: documentId || null, origin: facts.origin }
    emit(tx, ctx, mediaCreated, id, about, row)
    return (await toMedia(tx, ctx, [row]))[0]!
  })
  if (medium.id !== id) await ctx.storage.delete(storageKey).catch(() => undefined) // swept
  return medium
}

/** A twin request was quicker: its image is this one, unless it has been deleted since. */
async function takeTwin(tx: Transaction, place: Place, contentHash: string): Promise<Medium> {
  const twin = await findTwin(tx, place, contentHash)
  if (!twin) throw new ConflictError(mediaCodes.MEDIA_DELETED_MEANWHILE)
  return twin
}

async function findTwin(
  tx: Transaction,
  { ctx, documentId, sectionId }: Place,
  contentHash: string,
): Promise<Medium | null> {
  const [row] = await tx
    .select()
    .from(media)
    .where(
      and(
        eq(media.workspaceId, ctx.workspaceId),
        eq(media.projectId, ctx.projectIds?.[0] ?? ''),
        eq(media.documentId, documentId),
        eq(media.sectionId, sectionId),
        eq(media.contentHash, contentHash),
        isNull(media.removedAt),
      ),
    )
  return row ? (await toMedia(tx, ctx, [row]))[0]! : null
}
