import { chown, lstat, mkdir, readFile, readdir, realpath, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'

/** The PostgreSQL release whose folders this driver opens. */
export const MAJOR_VERSION = 18

/** Where everything of one embedded database lies. All paths are absolute. */
export interface DatabaseFolder {
  root: string
  /** PostgreSQL's own data folder. */
  cluster: string
  /** The superuser's password, mode 0600. */
  password: string
  /** Held while somebody starts or stops the server. */
  lock: string
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
    return {
      root,
      cluster: join(root, 'cluster'),
      password: join(root, 'password'),
      lock: join(root, 'start.lock'),
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
  for (const name of leftovers) await rm(join(folder.root, name), { recursive: true, force: true })
}

/** A file system error as one that names the folder and says what to do. */
export function folderError(folder: string, cause: unknown): UnavailableError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new UnavailableError(codes.EMBEDDED_POSTGRES_FOLDER, { folder, reason }, { cause })
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
