import { readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import type { DatabaseFolder } from './folder.ts'
import { hasUsers } from './folder-lock.ts'

/**
 * Refuses to start a second server on a folder that two containers share. PostgreSQL's own check
 * goes by process ids and shared memory, sees neither across containers, and both servers would
 * write the same files. Call with the lock held, when no server can be reached.
 */
export async function refuseServerElsewhere(folder: DatabaseFolder): Promise<void> {
  if ((await wasStartedHere(folder)) || !hasUsers(folder)) return
  throw new UnavailableError(codes.EMBEDDED_POSTGRES_ELSEWHERE, { folder: folder.root })
}

/** Whether process ids in this folder are ids of this machine or container. */
export async function wasStartedHere(folder: DatabaseFolder): Promise<boolean> {
  const lastStarted = await readFile(folder.machine, 'utf8').catch(() => undefined)
  return lastStarted === undefined || lastStarted === (await machineName())
}

/** Writes down where the server is about to start. */
export async function rememberMachine(folder: DatabaseFolder): Promise<void> {
  await rm(folder.machine, { force: true }) // it may be another user's, in a folder of ours
  await writeFile(folder.machine, await machineName())
}

/** The same for all processes that see each other's process ids, different for all others. */
async function machineName(): Promise<string> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}
