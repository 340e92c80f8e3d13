import type { SpawnOptions } from 'node:child_process'
import { canReach, type SystemUser } from './system-user.ts'

/** PostgreSQL keeps paths in buffers of 1024 bytes, and appends to them. */
const LONGEST_PATH = 900

/** How to name `cluster` to a program that runs inside it as `user`. */
export async function clusterArgument(cluster: string, user: SystemUser | undefined) {
  const isPlain = Buffer.byteLength(cluster) < LONGEST_PATH && (await canReach(user, cluster))
  // The kernel opens the working directory before it drops root, and this name leads to it without
  // walking the path: the data stays where the user wanted it, even in /root.
  return isPlain || process.platform !== 'linux' ? cluster : '/proc/self/cwd'
}

/** What every PostgreSQL program is started with: its folder, its user, none of our environment. */
export function programOptions(cluster: string, user: SystemUser | undefined): SpawnOptions {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  const env = Object.fromEntries(kept.map((name) => [name, process.env[name]]))
  return {
    cwd: cluster,
    env: { ...env, LC_ALL: 'C' },
    // A session of its own: Ctrl-C in the terminal is for us, not for the server.
    detached: true,
    windowsHide: true,
    ...(user && { uid: user.uid, gid: user.gid }),
  }
}
