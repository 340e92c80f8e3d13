/** For the tests of this folder: throw-away folders, and users in processes of their own. */
import { fork, type ChildProcess, type ForkOptions } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { isServerOf, readPostmasterFile } from './postmaster-file.ts'
import type { UserAnswer, UserRequest, UserStarted } from './user-process.ts'

/** A folder that goes when the test file is done, and the server that a test left in it. */
export async function temporaryFolder(name = ''): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `galley-test${name}-`)))
  after(async () => {
    const pid = await serverPid(folder)
    if (pid) process.kill(pid, 'SIGQUIT')
    while (pid && (await isServerOf(pid, join(folder, 'cluster')))) await sleep(10)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return folder
}

/** The process id of the server that runs on a folder; undefined when none does. */
export async function serverPid(folder: string): Promise<number | undefined> {
  const cluster = join(folder, 'cluster')
  const file = await readPostmasterFile(cluster)
  return file && (await isServerOf(file.pid, cluster)) === true ? file.pid : undefined
}

export async function queryOnce(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

type Order<T = UserRequest> = T extends { id: number } ? Omit<T, 'id'> : never

/** Another process that starts or attaches to the folder's database. */
export interface UserProcess extends UserStarted {
  ask(order: Order): Promise<UserAnswer>
  /** Lets go of the database and ends. */
  stop(): Promise<UserAnswer>
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>
}

export async function startUserProcess(
  dataDirectory: string,
  options: ForkOptions & { onFork?: (child: ChildProcess) => void } = {},
): Promise<UserProcess> {
  const program = fileURLToPath(new URL('user-process.ts', import.meta.url))
  const child = fork(program, [dataDirectory], options)
  after(() => child.kill('SIGKILL'))
  options.onFork?.(child)
  const exited = once(child, 'exit')
  const first = once(child, 'message')
  const [started] = await Promise.race([first, exited])
  if (!started?.url) throw new Error(started?.error ?? 'the user process ended')
  let lastId = 0
  const ask = async (order: Order): Promise<UserAnswer> => {
    const id = ++lastId
    child.send({ ...order, id })
    for (;;) {
      const [answer] = (await once(child, 'message')) as [UserAnswer]
      if (answer.id === id && answer.error) throw new Error(answer.error)
      if (answer.id === id) return answer
    }
  }
  return {
    ...(started as UserStarted),
    ask,
    async stop() {
      const answer = await ask({ do: 'stop' })
      await exited
      return answer
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
