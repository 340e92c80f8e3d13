import type { Storage } from './contract.ts'
import { InvalidError } from '../error.ts'
import { codes } from './errors.ts'
import { validateKey, validatePrefix } from './key.ts'

/**
 * One workspace's view of a store: keys are relative to it, and no key can name another's object.
 *
 * @example
 * const mine = scopedStorage(storage, 'ws_01')
 * await mine.put('sources/a.txt', bytes) // stored as ws_01/sources/a.txt, returned as sources/a.txt
 */
export function scopedStorage(storage: Storage, workspaceId: string): Storage {
  validateKey(workspaceId)
  if (workspaceId.includes('/')) {
    const problem = 'is not a workspace id: it has more than one segment'
    throw new InvalidError(codes.STORAGE_KEY_INVALID, { key: workspaceId, problem })
  }
  const scope = `${workspaceId}/`
  // Checked before prefixing: behind a prefix, a leading slash would look harmless.
  const inside = (key: string) => scope + validateKey(key)
  const outside = <T extends { key: string }>(object: T): T => ({
    ...object,
    key: object.key.slice(scope.length),
  })

  return {
    put: async (key, body, options) => outside(await storage.put(inside(key), body, options)),
    get: async (key, options) => outside(await storage.get(inside(key), options)),
    head: async (key) => {
      const found = await storage.head(inside(key))
      return found && outside(found)
    },
    delete: async (keys) => storage.delete([keys].flat().map((key) => inside(key))),
    list: async (prefix, options) => {
      const page = await storage.list(scope + validatePrefix(prefix), options)
      return { ...page, objects: page.objects.map(outside) }
    },
    signedUrl: async (key, options) => storage.signedUrl(inside(key), options),
  }
}
