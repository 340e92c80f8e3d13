import { execFile } from 'node:child_process'
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
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
  const name = await clusterName(cluster).catch(() => undefined)
  if (name === undefined) return false
  const line = await commandLine(pid)
  return line === undefined ? 'unknown' : line.includes(name)
}

/**
 * What `ps` shows of the server and its children. Made from the folder's identity on disk, so that a
 * copy has another name, and readable by every user, which a working directory is not.
 */
export async function clusterName(cluster: string): Promise<string> {
  const { dev, ino } = await stat(cluster, { bigint: true })
  return `galley-${dev.toString(36)}-${ino.toString(36)}`
}

/** Undefined where the machine does not tell; empty for a dead process that waits to be reaped. */
async function commandLine(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  }
  const list = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)])
  return list.then(
    ({ stdout }) => stdout,
    () => undefined,
  )
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

/**
 * Ends the children of a server that was killed: they hold its memory, and no new server may start.
 * Only Linux tells whose they are; elsewhere they are waited for. Call when no server runs.
 */
export async function endOldChildren(cluster: string): Promise<void> {
  if (process.platform !== 'linux') return
  const title = `postgres: ${await clusterName(cluster)}: `
  for (const name of await readdir('/proc')) {
    const pid = Number(name)
    if (pid && (await commandLine(pid))?.startsWith(title)) sendSignal(pid, 'SIGQUIT')
  }
}

/** Signals a process, which may have ended in the meantime. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}
