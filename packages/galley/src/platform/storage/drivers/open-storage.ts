import type { Config } from '../../config.ts'
import { configCodes } from '../../config.ts'
import { InvalidError } from '../../error.ts'
import type { Mount } from '../../http/index.ts'
import { createStorage } from '../index.ts'
import type { Storage } from '../index.ts'

/** The store that the configuration names, and what has to be served for its links to work. */
export async function openStorage(
  config: Config,
  dataFolder: string,
  secret: string,
): Promise<{ storage: Storage; mounts: Mount[] }> {
  if (config.S3_BUCKET) return { storage: await openS3(config), mounts: [] }
  const { createLocalStorage, createLocalStorageHandler } = await import('./local.ts')
  const settings = {
    kind: 'local' as const,
    folder: `${dataFolder}/storage`,
    secrets: [secret],
    publicUrl: `${publicUrl(config)}/storage`,
  }
  const storage = createLocalStorage(settings)
  const maxUploadBytes = config.GALLEY_MAX_UPLOAD_MB * 1024 * 1024
  const handle = createLocalStorageHandler(storage, { ...settings, maxUploadBytes })
  return { storage, mounts: [{ path: '/storage/*', handler: (request) => handle(request) }] }
}

function openS3(config: Config): Promise<Storage> {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config
  const missing = Object.entries({ S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY })
    .filter(([, value]) => !value)
    .map(([name]) => name)
  if (missing.length > 0) {
    const problems = `S3_BUCKET is set, so ${missing.join(' and ')} must be too`
    throw new InvalidError(configCodes.CONFIG_INVALID, { problems })
  }
  return createStorage({
    kind: 's3',
    endpoint: S3_ENDPOINT!,
    region: config.S3_REGION,
    bucket: S3_BUCKET!,
    accessKeyId: S3_ACCESS_KEY_ID!,
    secretAccessKey: S3_SECRET_ACCESS_KEY!,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
  })
}

/** How this server is reached from outside. */
export function publicUrl(config: Config): string {
  return (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/+$/, '')
}
