import type { Config } from '../config.ts'
import { configCodes, publicAddress } from '../config.ts'
import { InvalidError } from '../error.ts'
import type { Mount } from '../http/index.ts'
import type { Storage } from './contract.ts'
import type { StorageConfig } from './config.ts'
import { createStorage, createStorageHandler } from './index.ts'

/**
 * The store that the configuration names, and what has to be served for its links to work.
 *
 * @param secrets The first one signs links, all of them verify.
 */
export async function openStorage(
  config: Config,
  dataFolder: string,
  secrets: string | readonly string[],
): Promise<{ storage: Storage; mounts: Mount[] }> {
  const settings = storageConfig(config, dataFolder, [secrets].flat())
  const storage = await createStorage(settings)
  const handler = await createStorageHandler(storage, settings)
  return { storage, mounts: handler ? [{ path: '/storage/*', handler }] : [] }
}

function storageConfig(config: Config, dataFolder: string, secrets: string[]): StorageConfig {
  const { S3_BUCKET, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config
  if (!S3_BUCKET) {
    const publicUrl = `${publicAddress(config)}/storage`
    return { kind: 'local', folder: `${dataFolder}/storage`, secrets, publicUrl }
  }
  if (!S3_ENDPOINT || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) {
    const problems =
      'S3_BUCKET is set, so S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be too'
    throw new InvalidError(configCodes.CONFIG_INVALID, { problems })
  }
  return {
    kind: 's3',
    endpoint: S3_ENDPOINT,
    publicEndpoint: config.S3_PUBLIC_ENDPOINT,
    region: config.S3_REGION,
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    forcePathStyle: config.S3_FORCE_PATH_STYLE,
  }
}
