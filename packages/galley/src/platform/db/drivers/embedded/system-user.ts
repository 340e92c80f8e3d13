import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import type { DatabaseFolder } from './folder.ts'

/** Who runs PostgreSQL when we are root, which PostgreSQL refuses to be. */
export interface SystemUser {
  uid: number
  gid: number
}

/**
 * The user that PostgreSQL must run as; undefined means as ourselves. As root it is whoever owns the
 * database already, else the owner of its folder (a repository started with sudo stays its owner's),
 * else `postgres` or `nobody`.
 */
export async function serverUser(folder: DatabaseFolder): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const cluster = await stat(folder.cluster).catch(() => undefined)
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid }

  // initdb wants a user with a name, so a bare number would not do.
  const named = await readNamedUsers()
  const { uid, gid } = await stat(folder.root)
  const isOwnedByNamedUser = uid !== 0 && [...named.values()].some((user) => user.uid === uid)
  const user = isOwnedByNamedUser ? { uid, gid } : (named.get('postgres') ?? named.get('nobody'))
  if (!user) throw new UnavailableError(codes.EMBEDDED_POSTGRES_USER)
  return user
}

/** Whether `user` may walk through every folder above `path`. */
export async function canReach(user: SystemUser | undefined, path: string): Promise<boolean> {
  if (!user) return true
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder)
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0
    if (((mode >> shift) & 1) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

async function readNamedUsers(): Promise<Map<string, SystemUser>> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const users = text
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([name, , uid, gid]) => name && Number(uid) > 0 && Number(gid) > 0)
  return new Map(users.map(([name, , uid, gid]) => [name!, { uid: Number(uid), gid: Number(gid) }]))
}
