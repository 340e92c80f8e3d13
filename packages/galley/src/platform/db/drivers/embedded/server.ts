import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { constants, open, readFile, rename, stat } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { UnavailableError } from '../../../error.ts'
import { embeddedPostgresCodes as codes } from './errors.ts'
import { folderError, type DatabaseFolder } from './folder.ts'
import { meaningfulLine } from './initialise.ts'
import type { Installation } from './installation.ts'
import {
  clusterName,
  disownPostmasterFile,
  endOldChildren,
  isServerOf,
  readPostmasterFile,
  sendSignal,
} from './postmaster-file.ts'
import { clusterArgument, programOptions, spawnFailure } from './programs.ts'
import { settingArguments } from './settings.ts'

const LONGEST_LOG = 5_000_000
/** No links: as root we may write in the folder of somebody who could place one. */
const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_WRONLY } = constants
const APPEND = O_APPEND | O_CREAT | O_NOFOLLOW | O_WRONLY
const READY_SECONDS = 120
const STOP_SECONDS = 60

interface StartOptions {
  /** Where the server should listen, if that is free. */
  port?: number | undefined
  signal?: AbortSignal | undefined
}

/** Starts the server and returns its port once it accepts connections. Call with the lock held. */
export async function startServer(
  installation: Installation,
  options: StartOptions = {},
): Promise<number> {
  const { folder } = installation
  await rotateLog(folder.log)
  const stale = await readPostmasterFile(folder.cluster)
  if (stale && (await isServerOf(stale.pid, folder.cluster)) === false) {
    await disownPostmasterFile(folder.cluster)
  }
  const deadline = Date.now() + READY_SECONDS * 1000
  let wantedPort = options.port
  for (;;) {
    const port = await freePort(wantedPort)
    const said = await runUntilReady(port, installation, options.signal)
    if (said === 'ready') return port
    // Between our choice and the server's start somebody else took the port.
    const isPortTaken = said.includes('could not bind')
    // Children of a killed server end when they notice, which a busy one may never do.
    const hasOldChildren = said.includes('pre-existing shared memory block')
    if ((!isPortTaken && !hasOldChildren) || Date.now() > deadline) {
      const line = meaningfulLine(said)
      throw new UnavailableError(codes.EMBEDDED_POSTGRES_NOT_STARTED, {
        folder: folder.root,
        line,
        log: folder.log,
      })
    }
    if (isPortTaken) wantedPort = undefined
    if (!hasOldChildren) continue
    await endOldChildren(folder.cluster)
    await sleep(100, undefined, { signal: options.signal })
  }
}

/**
 * Stops the server: open transactions are rolled back, everything else is on disk. False when none
 * runs here. Call with the lock held.
 */
export async function stopServer({ folder, binaries }: Installation): Promise<boolean> {
  const file = await readPostmasterFile(folder.cluster)
  if (!file || (await isServerOf(file.pid, folder.cluster)) === false) return false
  if (process.platform === 'win32') {
    const stop = ['stop', '-D', folder.cluster, '-m', 'fast', '-t', String(STOP_SECONDS)]
    await promisify(execFile)(binaries.pgControl, stop)
    return true
  }
  sendSignal(file.pid, 'SIGINT')
  const deadline = Date.now() + STOP_SECONDS * 1000
  let hasInsisted = false
  while (await isStillThere(file.pid, folder)) {
    if (Date.now() > deadline && !hasInsisted) {
      sendSignal(file.pid, 'SIGQUIT') // safe: the next start recovers from the log
      hasInsisted = true
    }
    await sleep(5)
  }
  return true
}

async function isStillThere(pid: number, folder: DatabaseFolder): Promise<boolean> {
  const state = await isServerOf(pid, folder.cluster)
  if (state !== 'unknown') return state
  return (await readPostmasterFile(folder.cluster))?.pid === pid
}

/** `ready`, or what the server said before it gave up. */
async function runUntilReady(
  port: number,
  { folder, binaries, user, settings }: Installation,
  signal?: AbortSignal,
): Promise<string> {
  const log = await open(folder.log, APPEND, 0o600).catch((cause) => {
    throw folderError(folder.root, cause)
  })
  const start = (await log.stat()).size
  try {
    const name = await clusterName(folder.cluster)
    const directory = await clusterArgument(folder.cluster, user)
    const child = spawn(
      binaries.postgres,
      ['-D', directory, ...settingArguments(settings, { port, clusterName: name })],
      { ...programOptions(folder.cluster, user), stdio: ['ignore', log.fd, log.fd] },
    )
    child.unref()
    const failure = await untilReady(child, folder, signal)
    if (failure === undefined) return 'ready'
    return failure || (await readFile(folder.log)).subarray(start).toString('utf8')
  } finally {
    await log.close()
  }
}

/** Undefined when ready; else why it did not start, empty when the log tells. */
async function untilReady(
  child: ChildProcess,
  folder: DatabaseFolder,
  signal?: AbortSignal,
): Promise<string | undefined> {
  let failure: string | undefined
  child.once('error', (cause) => (failure = spawnFailure(cause)))
  child.once('exit', () => (failure ??= ''))
  const deadline = Date.now() + READY_SECONDS * 1000
  for (;;) {
    if (failure !== undefined) return failure
    const file = await readPostmasterFile(folder.cluster)
    if (file?.isReady && file.pid === child.pid) return undefined
    if (signal?.aborted || Date.now() > deadline) {
      child.kill('SIGQUIT')
      signal?.throwIfAborted()
      return `it was not ready within ${READY_SECONDS} seconds`
    }
    await sleep(5)
  }
}

async function freePort(wanted = 0): Promise<number> {
  const server = createServer()
  const listening = new Promise<number | undefined>((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () =>
      resolve((server.address() as AddressInfo).port),
    )
  })
  const port = await listening
  if (port === undefined)
    return wanted === 0 ? Promise.reject(new Error('no free port')) : freePort()
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function rotateLog(log: string): Promise<void> {
  const { size } = await stat(log).catch(() => ({ size: 0 }))
  if (size > LONGEST_LOG) await rename(log, `${log}.1`)
}
