import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startEmbeddedPostgres } from './index.ts'
import { queryOnce, serverPid, startUserProcess, temporaryFolder } from './testing.ts'

const settings = { fsync: 'off' }
/** Windows has no kill -9 that leaves a server's files behind as they were. */
const skip = process.platform === 'win32' && 'signals'

test(
  'rows that were acknowledged survive a kill of the server and its user in mid-write',
  { skip },
  async () => {
    const folder = await temporaryFolder()
    const user = await startUserProcess(folder)
    await user.ask({ do: 'query', sql: 'create table numbers (number int primary key)' })
    let acknowledged = 0
    const writing = (async () => {
      const client = new pg.Client(user.url)
      client.on('error', () => {})
      await client.connect()
      for (;;) {
        await client.query('insert into numbers values ($1)', [acknowledged + 1])
        acknowledged++
      }
    })()
    while (acknowledged < 100) await sleep(5)
    await user.kill()
    process.kill(user.pid, 'SIGKILL')
    await assert.rejects(writing)

    await using next = await startEmbeddedPostgres({ dataDirectory: folder, settings })
    assert.equal(next.attached, false)
    const [row] = await queryOnce(next.url, 'select count(*)::int, max(number) from numbers')
    assert.ok(row!['count'] === row!['max'] && Number(row!['max']) >= acknowledged)
  },
)

test('a server that dies is started again at the same address by its users', { skip }, async () => {
  const folder = await temporaryFolder()
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  await using one = await startEmbeddedPostgres({ dataDirectory: folder, settings, log })
  await using two = await startEmbeddedPostgres({ dataDirectory: folder, settings, log })
  const { url, pid } = one
  process.kill(pid, 'SIGKILL')
  while (one.pid === pid || two.pid === pid) await sleep(10)
  assert.deepEqual([one.url, two.url], [url, url])
  assert.equal(one.pid, two.pid)
  assert.deepEqual(await queryOnce(url, 'select 1 as one'), [{ one: 1 }])
  assert.equal(lines.filter((line) => line.startsWith('started')).length, 2)
})

test('a session that is too busy to notice its server died is no obstacle', { skip }, async () => {
  const folder = await temporaryFolder()
  const user = await startUserProcess(folder)
  const client = new pg.Client(user.url)
  client.on('error', () => {})
  await client.connect()
  const busy = assert.rejects(client.query('do $$ begin loop end loop; end $$'))
  await user.kill()
  process.kill(user.pid, 'SIGKILL')
  await using next = await startEmbeddedPostgres({ dataDirectory: folder, settings })
  await busy
  assert.deepEqual(await queryOnce(next.url, 'select 1 as one'), [{ one: 1 }])
})

test('a session that crashes takes nobody with it for good', { skip }, async () => {
  const folder = await temporaryFolder()
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  await using postgres = await startEmbeddedPostgres({ dataDirectory: folder, settings, log })
  const client = new pg.Client(postgres.url)
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  process.kill(rows[0].pid, 'SIGKILL') // PostgreSQL then resets all sessions, and recovers
  while (lines.filter((line) => line.startsWith('attached')).length < 1) await sleep(10)
  assert.equal(await serverPid(folder), postgres.pid)
  assert.deepEqual(await queryOnce(postgres.url, 'select 1 as one'), [{ one: 1 }])
})

test(
  'a stale postmaster.pid whose process id now is another process is no obstacle',
  { skip },
  async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'cluster', 'postmaster.pid')
    const user = await startUserProcess(folder)
    await user.kill()
    process.kill(user.pid, 'SIGKILL')
    while (await serverPid(folder)) await sleep(5)
    const [, ...rest] = (await readFile(file, 'utf8')).split('\n')
    // Nor does whoever listens on its port today get to see the password.
    const visitors: string[] = []
    const stranger = createServer((socket) => visitors.push(String(socket.remotePort)))
    await once(stranger.listen(0, '127.0.0.1'), 'listening')
    rest[2] = String((stranger.address() as AddressInfo).port)
    for (const taken of [process.ppid, 1]) {
      await writeFile(file, [taken, ...rest].join('\n'))
      await using postgres = await startEmbeddedPostgres({ dataDirectory: folder, settings })
      assert.equal(postgres.attached, false)
      assert.deepEqual(await queryOnce(postgres.url, 'select 1 as one'), [{ one: 1 }])
    }
    assert.deepEqual(visitors, [])
    stranger.close()
  },
)

test(
  'a kill of the starter in the middle of making the database leaves nothing half',
  { skip },
  async () => {
    const folder = await temporaryFolder()
    let child: ChildProcess | undefined
    const killed = assert.rejects(
      startUserProcess(folder, { onFork: (forked) => (child = forked) }),
    )
    const isHalf = async () =>
      (await readdir(folder)).some((name) => name.startsWith('initialising'))
    while (!(await isHalf())) await sleep(5)
    await sleep(50) // well into initdb
    child?.kill('SIGKILL')
    await killed
    await using postgres = await startEmbeddedPostgres({ dataDirectory: folder, settings })
    assert.equal(postgres.attached, false)
    assert.deepEqual(await queryOnce(postgres.url, 'select 1 as one'), [{ one: 1 }])
  },
)

test('stop after the folder was deleted ends the server', { skip }, async () => {
  const folder = await temporaryFolder()
  const postgres = await startEmbeddedPostgres({ dataDirectory: folder, settings })
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  await postgres.stop()
  while (isRunning(postgres.pid)) await sleep(10)
})

function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
