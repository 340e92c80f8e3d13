import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What a running server writes into its data folder. */
export interface PostmasterFile {
  pid: number
  port: number
  isReady: boolean
}

/** Reads `postmaster.pid`; undefined when there is none, or when it is not fully written yet. */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((cause) => {
    if (cause.code === 'ENOENT') return ''
    throw cause
  })
  const lines = text.split('\n')
  const pid = Math.abs(Number(lines[0]))
  if (!pid) return undefined
  return { pid, port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' }
}

/**
 * Whether this process is the server of this folder, and not another one that got its id later.
 * `unknown` where the machine does not tell: then PostgreSQL's own check decides.
 */
export async function isServerOf(pid: number, cluster: string): Promise<boolean | 'unknown'> {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') {
    // A server works inside its data folder; a dead one that waits to be reaped works nowhere.
    const [actual, wanted] = await Promise.all([
      stat(`/proc/${pid}/cwd`).catch((cause) =>
        cause.code === 'ENOENT' ? (false as const) : ('unknown' as const),
      ),
      stat(cluster).catch(() => false as const),
    ])
    if (typeof actual !== 'object' || typeof wanted !== 'object') return actual === 'unknown' ? 'unknown' : false
    return actual.dev === wanted.dev && actual.ino === wanted.ino
  }
  if (process.platform === 'win32') return 'unknown'
  const listed = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(
    () => undefined,
  )
  return listed ? listed.stdout.includes(cluster) : 'unknown'
}

/**
 * Makes a stale `postmaster.pid`, whose process id now belongs to somebody else, acceptable to
 * PostgreSQL. It skips the check of its parent's id, but goes on to look whether old children still
 * use the shared memory named in the file, which deleting the file would hide.
 */
export async function disownPostmasterFile(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid')
  const [, ...rest] = (await readFile(path, 'utf8')).split('\n')
  await writeFile(path, [process.pid, ...rest].join('\n'))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
