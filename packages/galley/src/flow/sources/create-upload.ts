import { z } from 'zod'
import { audit } from '../../workspace/audit/index.ts'
import { defineCodes, TooLargeError } from '../../platform/error.ts'
import { newId } from '../../platform/id.ts'
import { requirePermission, withTransaction } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { uploads } from './tables.ts'

const UPLOAD_LIFETIME_SECONDS = 3600

export const uploadCodes = defineCodes({
  UPLOAD_TOO_LARGE:
    'The file has {size} bytes and this server takes {limit}. Split it, or raise GALLEY_MAX_UPLOAD_MB.',
})

export const CreateUploadInput = z.object({
  fileName: z.string().trim().min(1).max(255),
  mediaType: z.string().trim().min(1).max(255).default('application/octet-stream'),
  size: z.int().min(1).describe('Bytes.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Checked while the bytes arrive, in hex.'),
})
export type CreateUploadInput = z.input<typeof CreateUploadInput>

export const Upload = z
  .object({
    uploadId: z.string(),
    method: z.literal('PUT'),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.date(),
  })
  .meta({ id: 'Upload' })
export type Upload = z.infer<typeof Upload>

/** Promises a place that the client may PUT one file to, straight into the storage. */
export async function createUpload({ ctx, input }: VerbArgs<CreateUploadInput>): Promise<Upload> {
  requirePermission(ctx, 'sources.write')
  const { fileName, mediaType, size, sha256 } = CreateUploadInput.parse(input)
  const limit = ctx.config.GALLEY_MAX_UPLOAD_MB * 1024 * 1024
  if (size > limit) throw new TooLargeError(uploadCodes.UPLOAD_TOO_LARGE, { size, limit })

  const uploadId = newId('upl')
  const storageKey = `uploads/${uploadId}`
  const signed = await ctx.storage.signedUrl(storageKey, {
    method: 'PUT',
    expiresInSeconds: UPLOAD_LIFETIME_SECONDS,
    contentType: mediaType,
    contentLength: size,
    ...(sha256 ? { sha256 } : {}),
  })
  const expiresAt = new Date(Date.now() + UPLOAD_LIFETIME_SECONDS * 1000)
  await withTransaction(ctx, async (tx) => {
    await tx.insert(uploads).values({
      id: uploadId,
      workspaceId: ctx.workspaceId,
      storageKey,
      fileName,
      mediaType,
      size,
      expiresAt,
    })
    await audit(tx, ctx, { action: 'upload.create', subject: uploadId, after: { size, mediaType } })
  })
  return { uploadId, method: 'PUT', url: signed.url, headers: signed.headers, expiresAt }
}
