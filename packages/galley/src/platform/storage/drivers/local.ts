import type { LocalStorageConfig } from '../config.ts'
import type { GetOptions, ListOptions, PutOptions, SignedUrlOptions } from '../contract.ts'
import type { ListedObject, Storage, StorageBody } from '../contract.ts'
import { throwIfCancelled } from '../body.ts'
import { codes } from '../errors.ts'
import { validateKey, validatePrefix } from '../key.ts'
import { pageLimit, resolveRange, validatePut, validateRange } from '../options.ts'
import { NotFoundError } from '../../error.ts'
import { listKeys } from './local/layout.ts'
import { ObjectFolder } from './local/object-folder.ts'
import { signUrl } from './local/signed-url.ts'
import { streamFile } from './local/stream-file.ts'

export { createLocalStorageHandler } from './local/handler.ts'
export { verifySignedRequest } from './local/signed-url.ts'
export type { SignedGrant } from './local/signed-url.ts'

/** The local driver, with what only a folder needs. */
export interface LocalStorage extends Storage {
  /**
   * Removes what crashes left behind and nobody has touched for `olderThanMs` (a day when absent:
   * another process may be writing right now). Returns how many files went.
   */
  sweep(options?: { olderThanMs?: number }): Promise<number>
}

/**
 * Keeps objects in a folder. Several processes may share it. Content and metadata are two files; the
 * metadata names its content file and is renamed into place last, so that one rename is the moment
 * an object changes, bytes and type together, and the content file stays byte for byte what was put
 * (a trailer would spoil it for other programs, extended attributes do not survive every copy).
 *
 * `now` is the clock for links, for tests.
 */
export function createLocalStorage(
  config: LocalStorageConfig,
  { now = () => new Date() }: { now?: () => Date } = {},
): LocalStorage {
  const folder = new ObjectFolder(config.folder)
  const store = `the folder ${config.folder}`

  return {
    async put(key: string, body: StorageBody, options: PutOptions = {}) {
      validateKey(key)
      validatePut(options)
      return folder.write(key, body, options)
    },

    async get(key: string, { range, signal }: GetOptions = {}) {
      validateKey(key)
      if (range) validateRange(range)
      throwIfCancelled(signal, { operation: 'get', key })
      const found = await folder.open(key)
      if (!found) throw new NotFoundError(codes.OBJECT_NOT_FOUND, { key, store })
      const { object, file } = found
      try {
        const part = range ? resolveRange(range, object) : null
        const wanted = part ?? { start: 0, end: object.size - 1 }
        return { ...object, range: part, body: streamFile(file, wanted, { key, signal }) }
      } catch (error) {
        await file.close()
        throw error
      }
    },

    async head(key: string) {
      return folder.head(validateKey(key))
    },

    async delete(keys: string | readonly string[]) {
      const all = [keys].flat().map(validateKey)
      for (const key of all) await folder.remove(key)
    },

    async list(prefix: string, options: ListOptions = {}) {
      const limit = pageLimit(options)
      const keys = await listKeys(config.folder, validatePrefix(prefix))
      const after =
        options.cursor === undefined ? undefined : Buffer.from(options.cursor, 'base64url')
      const rest = after ? keys.filter((key) => Buffer.from(key).compare(after) > 0) : keys
      const page = rest.slice(0, limit)
      const objects: ListedObject[] = []
      for (const key of page) {
        const object = await folder.head(key) // null: deleted since the names were read
        if (object) objects.push(listed(object))
      }
      const isLast = rest.length <= limit
      return { objects, cursor: isLast ? null : Buffer.from(page.at(-1)!).toString('base64url') }
    },

    async signedUrl(key: string, options: SignedUrlOptions) {
      return signUrl({ ...config, now }, validateKey(key), options)
    },

    async sweep({ olderThanMs = 24 * 3600 * 1000 } = {}) {
      return folder.sweep(Date.now() - olderThanMs)
    },
  }
}

function listed({ key, size, etag, modifiedAt }: ListedObject): ListedObject {
  return { key, size, etag, modifiedAt }
}
