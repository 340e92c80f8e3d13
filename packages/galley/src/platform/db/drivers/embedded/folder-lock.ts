import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import { folderError, type DatabaseFolder } from './folder.ts'

const SQLITE_BUSY = 5

/**
 * Runs `work` while no other process starts or stops the server of this folder.
 *
 * Node has no file locks of its own, but SQLite has: the kernel drops them with the process, however
 * it dies, and they hold across containers, where process ids mean nothing. The file stays empty.
 */
export async function withFolderLock<T>(
  folder: DatabaseFolder,
  work: () => Promise<T>,
  options: { signal?: AbortSignal | undefined; waitSeconds?: number } = {},
): Promise<T> {
  const lock = await takeLock(folder, options.waitSeconds ?? 180, options.signal)
  try {
    return await work()
  } finally {
    lock.close()
  }
}

async function takeLock(folder: DatabaseFolder, waitSeconds: number, signal?: AbortSignal) {
  const deadline = Date.now() + waitSeconds * 1000
  for (;;) {
    signal?.throwIfAborted()
    const lock = tryLock(folder)
    if (lock) return lock
    if (Date.now() > deadline) {
      throw new UnavailableError(codes.EMBEDDED_POSTGRES_BUSY, {
        folder: folder.root,
        seconds: waitSeconds,
      })
    }
    await sleep(10 + Math.random() * 20, undefined, { signal })
  }
}

function tryLock(folder: DatabaseFolder): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(folder.lock, { timeout: 0 })
    lock.exec('begin exclusive')
    return lock
  } catch (cause) {
    lock?.close()
    if ((cause as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw folderError(folder.root, cause)
  }
}
