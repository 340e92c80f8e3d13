import type { SpawnOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { canReach, type SystemUser } from './system-user.ts'

/** How to name `cluster` to a program that runs inside it as `user`. */
export async function clusterArgument(cluster: string, user: SystemUser | undefined) {
  const isPlain = await canReach(user, cluster)
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

/** Why a program could not be run at all. */
export function spawnFailure(cause: NodeJS.ErrnoException & { path?: string }): string {
  // The kernel says "no such file" of the loader that the program names, not of the program.
  const lacksLoader = cause.code === 'ENOENT' && cause.path && existsSync(cause.path)
  const hint = ' (it needs the GNU C library: instead of Alpine take an image based on Debian)'
  return lacksLoader ? cause.message + hint : cause.message
}
