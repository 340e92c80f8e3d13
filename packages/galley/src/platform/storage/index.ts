import type { z } from 'zod'
import type { Storage } from './contract.ts'
import { StorageConfig } from './config.ts'

export { LocalStorageConfig, S3StorageConfig, StorageConfig } from './config.ts'
export type * from './contract.ts'
export { codes as storageCodes } from './errors.ts'
export { validateKey } from './key.ts'
export { scopedStorage } from './scoped.ts'

type Kind = StorageConfig['kind']
type ConfigOf<K extends Kind> = Extract<StorageConfig, { kind: K }>

type Handler = (request: Request) => Promise<Response>

interface Driver<K extends Kind> {
  open(config: ConfigOf<K>): Promise<Storage>
  /** Only for stores that cannot serve their signed URLs themselves. */
  serve?(storage: Storage, config: ConfigOf<K>): Promise<Handler>
}

/** One entry per driver; each is loaded when it is first used. */
const drivers: { [K in Kind]: Driver<K> } = {
  local: {
    async open(config) {
      const storage = (await import('./drivers/local.ts')).createLocalStorage(config)
      // What crashes left behind is litter, not a reason to stop.
      void storage.sweep().catch(() => undefined)
      return storage
    },
    serve: async (storage, config) =>
      (await import('./drivers/local.ts')).createLocalStorageHandler(storage, config),
  },
  s3: {
    open: async (config) => (await import('./drivers/s3.ts')).createS3Storage(config),
  },
}

/**
 * Opens the store that the config names. Throws zod's error when the config is wrong; does not
 * touch the store yet.
 *
 * @example
 * const storage = await createStorage({
 *   kind: 'local',
 *   folder: 'data/storage',
 *   secrets: [config.secret],
 *   publicUrl: 'http://localhost:3000/storage',
 * })
 */
export async function createStorage(config: z.input<typeof StorageConfig>): Promise<Storage> {
  const settings = StorageConfig.parse(config)
  return driverOf(settings).open(settings)
}

/**
 * Serves the store's signed URLs; `null` when the store does so itself.
 *
 * @example
 * const serveStorage = await createStorageHandler(storage, config.storage)
 * if (serveStorage) app.all('/storage/*', (c) => serveStorage(c.req.raw))
 */
export async function createStorageHandler(
  storage: Storage,
  config: z.input<typeof StorageConfig>,
): Promise<Handler | null> {
  const settings = StorageConfig.parse(config)
  return (await driverOf(settings).serve?.(storage, settings)) ?? null
}

function driverOf({ kind }: StorageConfig): Driver<Kind> {
  return drivers[kind] as Driver<Kind>
}
