import { and, eq } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import { InvalidError, NotFoundError } from '../../platform/error.ts'
import { withTransaction } from '../../platform/verb.ts'
import { sourceCodes } from './source.ts'
import { uploads } from './tables.ts'

/** Reads what the client put in the place that `createUpload` promised. */
export async function takeUpload(
  ctx: Context,
  uploadId: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; fileName: string; mediaType: string }> {
  const upload = await withTransaction(ctx, async (tx) => {
    const [row] = await tx
      .select()
      .from(uploads)
      .where(and(eq(uploads.workspaceId, ctx.workspaceId), eq(uploads.id, uploadId)))
    return row
  })
  if (!upload || upload.expiresAt < new Date()) {
    throw new NotFoundError(sourceCodes.UPLOAD_NOT_FOUND, { uploadId })
  }
  const head = await ctx.storage.head(upload.storageKey)
  if (!head) throw new InvalidError(sourceCodes.UPLOAD_EMPTY, { uploadId })
  const { body } = await ctx.storage.get(upload.storageKey, { signal: ctx.signal })
  const bytes = new Uint8Array(await new Response(body).arrayBuffer())
  return { bytes, fileName: upload.fileName, mediaType: upload.mediaType }
}
