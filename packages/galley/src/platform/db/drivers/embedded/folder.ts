import {
  access,
  chown,
  constants,
  lchown,
  lstat,
  mkdir,
  readFile,
  readdir,
  realpath,
  rm,
  stat,
} from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'

/** The PostgreSQL release whose folders this driver opens. */
export const MAJOR_VERSION = 18

/** Bytes. SQLite, which keeps our lock, opens paths up to 512; PostgreSQL up to 1024. */
const LONGEST_PATH = 480

/** Where everything of one embedded database lies. All paths are absolute. */
export interface DatabaseFolder {
  root: string
  /** PostgreSQL's own data folder. */
  cluster: string
  /** The superuser's password, mode 0600. */
  password: string
  /** Held while somebody starts or stops the server. */
  lock: string
  /** Held in common by all users, as long as they live. */
  users: string
  /** Names the container in which the server was started last. */
  machine: string
  /** What the server says, from its first line on. */
  log: string
}

/** Makes the folder when it is missing and names what lies in it. */
export async function openDatabaseFolder(dataDirectory: string): Promise<DatabaseFolder> {
  const wanted = resolve(dataDirectory)
  try {
    const firstMade = await mkdir(wanted, { recursive: true, mode: 0o711 })
    if (firstMade) await giveToParentOwner(firstMade, wanted)
    const root = await realpath(wanted)
    await access(root, constants.R_OK | constants.W_OK | constants.X_OK)
    if (Buffer.byteLength(root) > LONGEST_PATH) {
      throw new Error(`its path is longer than ${LONGEST_PATH} bytes`)
    }
    return {
      root,
      cluster: join(root, 'cluster'),
      password: join(root, 'password'),
      lock: join(root, 'start.lock'),
      users: join(root, 'users.lock'),
      machine: join(root, 'machine'),
      log: join(root, 'server.log'),
    }
  } catch (cause) {
    throw folderError(wanted, cause)
  }
}

/** `false` when there is no database yet; refuses one of another PostgreSQL release. */
export async function hasCluster(folder: DatabaseFolder): Promise<boolean> {
  const found = await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8').catch((cause) => {
    if (cause.code === 'ENOENT') return undefined
    throw folderError(folder.root, cause)
  })
  if (found === undefined) return false
  if (found.trim() !== String(MAJOR_VERSION)) {
    throw new UnavailableError(codes.EMBEDDED_POSTGRES_VERSION, {
      folder: folder.cluster,
      found: found.trim(),
      expected: MAJOR_VERSION,
    })
  }
  return true
}

/** Removes what an initialisation that was killed left behind. Call with the lock held. */
export async function removeLeftovers(folder: DatabaseFolder): Promise<void> {
  const names = await readdir(folder.root)
  const leftovers = names.filter((name) => name.startsWith('initialising-'))
  for (const name of leftovers) {
    // A killed starter's initdb may still be writing there; then the next start removes the rest.
    const options = { recursive: true, force: true, maxRetries: 5 }
    await rm(join(folder.root, name), options).catch(() => {})
  }
}

/** A file system error as one that names the folder and says what to do. */
export function folderError(folder: string, cause: unknown): UnavailableError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new UnavailableError(codes.EMBEDDED_POSTGRES_FOLDER, { folder, reason }, { cause })
}

/**
 * After a start with sudo, the folder's owner can still use what was made. Goes by name only: opening
 * a lock file here would drop the lock on closing, because POSIX drops all of a process at once.
 */
export async function giveToOwner(folder: DatabaseFolder): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(folder.root)
  for (const path of [folder.lock, folder.users, folder.machine, folder.log]) {
    await lchown(path, uid, gid).catch((cause) => {
      if (cause.code !== 'ENOENT') throw cause
    })
  }
}

/** With sudo, folders made in somebody's repository stay theirs. */
async function giveToParentOwner(firstMade: string, last: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const parent = await lstat(join(firstMade, '..'))
  for (let path = last; ; path = join(path, '..')) {
    await chown(path, parent.uid, parent.gid)
    if (path === firstMade || path === join(path, '..')) return
  }
}
