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
  const lock = openLockFile(folder, folder.lock)
  return tryExclusive(lock, folder) ? lock : undefined
}

/**
 * Counts the caller among the users of the folder until `leave`, or until its process dies. Call with
 * the folder's lock held.
 */
export function joinUsers(folder: DatabaseFolder): { leave(): void } {
  const mark = openLockFile(folder, folder.users)
  mark.exec('begin; select 1 from sqlite_schema') // reading takes SQLite's shared lock
  return { leave: () => mark.isOpen && mark.close() }
}

/** Whether anybody, in this container or another, is a user. Call with the folder's lock held. */
export function hasUsers(folder: DatabaseFolder): boolean {
  const probe = openLockFile(folder, folder.users)
  if (!tryExclusive(probe, folder)) return true
  probe.close()
  return false
}

function openLockFile(folder: DatabaseFolder, path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (cause) {
    throw folderError(folder.root, cause)
  }
}

/** Closes the file when somebody else has it. */
function tryExclusive(file: DatabaseSync, folder: DatabaseFolder): boolean {
  try {
    file.exec('begin exclusive')
    return true
  } catch (cause) {
    file.close()
    if ((cause as { errcode?: number }).errcode === SQLITE_BUSY) return false
    throw folderError(folder.root, cause)
  }
}
