import { z } from 'zod'

/** A folder on this machine, served by Galley itself under signed links. */
export const LocalStorageConfig = z.object({
  kind: z.literal('local'),
  folder: z.string().min(1),
  /** The first one signs, all of them verify: to rotate, put the new one in front. */
  secrets: z.array(z.string().min(32, 'A signing secret needs 32 characters or more.')).min(1),
  /** Where `createLocalStorageHandler` is mounted, e.g. `https://galley.example/storage`. */
  publicUrl: z.url(),
})
export type LocalStorageConfig = z.infer<typeof LocalStorageConfig>

/** Amazon S3, Cloudflare R2, MinIO, Google Cloud Storage (HMAC keys) and what speaks their protocol. */
export const S3StorageConfig = z.object({
  kind: z.literal('s3'),
  /** Without the bucket, e.g. `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: z.url(),
  /** Where others reach it, when that is elsewhere: signed links start with it. */
  publicEndpoint: z.url().optional(),
  /** `auto` for R2 and Google. */
  region: z.string().min(1).default('auto'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  /** `endpoint/bucket/key` (understood by all of the above) rather than `bucket.endpoint/key`. */
  forcePathStyle: z.boolean().default(true),
})
export type S3StorageConfig = z.infer<typeof S3StorageConfig>

/** Which driver keeps the files, and its settings. */
export const StorageConfig = z.discriminatedUnion('kind', [LocalStorageConfig, S3StorageConfig])
export type StorageConfig = z.infer<typeof StorageConfig>
