import { randomUUID } from 'node:crypto'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import { folderError, type DatabaseFolder } from './folder.ts'
import { wasStartedHere } from './machine.ts'
import { isServerOf, readPostmasterFile } from './postmaster-file.ts'
import { openSession, type Session } from './session.ts'

const ANSWER_SECONDS = 60
const PROOF = 'galley.proof'

/** A server that runs, and our session on it. */
export interface RunningServer {
  url: string
  port: number
  pid: number
  /** False when it runs in another container, where `pid` means nothing to us. */
  isHere: boolean
  session: Session
}

/**
 * Connects to the server that runs on this folder; undefined when none does. Waits for one that is
 * starting, recovering or stopping. Call with the lock held.
 */
export async function attach(
  folder: DatabaseFolder,
  signal?: AbortSignal,
): Promise<RunningServer | undefined> {
  const deadline = Date.now() + ANSWER_SECONDS * 1000
  for (;;) {
    signal?.throwIfAborted()
    const file = await readPostmasterFile(folder.cluster).catch((cause) => {
      throw folderError(folder.root, cause)
    })
    if (!file) return undefined
    const { pid, port } = file
    const isHere = await isServerOf(pid, folder.cluster)
    // The password is not shown to whatever listens today where a dead server listened.
    if (isHere === false && (await wasStartedHere(folder))) return undefined

    const answer = port ? await tryToConnect(folder, port) : 'it has not named its port yet'
    if (typeof answer === 'object') return { ...answer, port, pid, isHere: isHere !== false }
    if (isHere !== true) return undefined
    if (Date.now() > deadline || answer.includes('password authentication failed')) {
      const details = { folder: folder.root, pid, reason: answer }
      throw new UnavailableError(codes.EMBEDDED_POSTGRES_UNREACHABLE, details)
    }
    await sleep(20)
  }
}

/** A session with what listens there, or the reason why there is none. */
async function tryToConnect(
  folder: DatabaseFolder,
  port: number,
): Promise<{ url: string; session: Session } | string> {
  const password = await readFile(folder.password, 'utf8').catch((cause) => {
    throw folderError(folder.root, cause)
  })
  // sslmode is named because the variable PGSSLMODE would decide otherwise.
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres?sslmode=disable`
  try {
    const session = await openSession(url)
    if (await servesFolder(session, folder)) return { url, session }
    await session.end()
    return 'the server there works on another folder'
  } catch (cause) {
    return (cause as Error).message
  }
}

/** A copy of a folder has the original's password and points to the original's server. */
async function servesFolder(session: Session, folder: DatabaseFolder): Promise<boolean> {
  const path = join(folder.cluster, PROOF)
  const proof = randomUUID()
  try {
    await writeFile(path, proof)
    await chmod(path, 0o644)
    return (await session.readServerFile(PROOF)) === proof
  } finally {
    await rm(path, { force: true })
  }
}
