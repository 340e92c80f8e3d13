import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmbeddedPostgres } from './index.ts'
import { queryOnce, serverPid, startUserProcess, temporaryFolder } from './testing.ts'

const settings = { fsync: 'off' }

test('of four processes that start at once on a fresh folder, one makes the database', async () => {
  const folder = await temporaryFolder()
  const users = await Promise.all([1, 2, 3, 4].map(() => startUserProcess(folder)))
  assert.equal(users.filter((user) => !user.attached).length, 1)
  assert.equal(new Set(users.map((user) => user.pid)).size, 1)
  await Promise.all(users.map((user) => user.ask({ do: 'query', sql: 'select 1' })))
  await Promise.all(users.map((user) => user.stop()))
  assert.equal(await serverPid(folder), undefined)
})

for (const leaving of ['stop', 'kill'] as const) {
  test(`nobody loses the database when its starter leaves by ${leaving}`, async () => {
    const folder = await temporaryFolder()
    const starter = await startUserProcess(folder)
    await starter.ask({ do: 'query', sql: "create table notes as select 'kept' as text" })
    const other = await startUserProcess(folder)
    assert.deepEqual([starter.attached, other.attached], [false, true])

    await other.ask({ do: 'keepQuerying' })
    await starter[leaving]()
    const before = (await other.ask({ do: 'report' })).answered!
    while ((await other.ask({ do: 'report' })).answered! < before + 20) await sleep(10)
    assert.deepEqual((await other.stop()).failures, [])
    assert.equal(await serverPid(folder), undefined)

    await using next = await startEmbeddedPostgres({ dataDirectory: folder, settings })
    assert.equal(next.attached, false)
    assert.deepEqual(await queryOnce(next.url, 'select text from notes'), [{ text: 'kept' }])
  })
}

test('a server whose only user was killed is taken over by the next start', async () => {
  const folder = await temporaryFolder()
  const user = await startUserProcess(folder)
  await user.kill()
  const next = await startEmbeddedPostgres({ dataDirectory: folder, settings })
  assert.deepEqual([next.attached, next.pid], [true, user.pid])
  await next.stop()
  assert.equal(await serverPid(folder), undefined)
})

test('users that come and go at the same moment never find a server that is going', async () => {
  const folder = await temporaryFolder()
  const comeAndGo = async () => {
    for (let round = 0; round < 8; round++) {
      await using postgres = await startEmbeddedPostgres({ dataDirectory: folder, settings })
      assert.deepEqual(await queryOnce(postgres.url, 'select 1 as one'), [{ one: 1 }])
    }
  }
  await Promise.all([comeAndGo(), comeAndGo(), comeAndGo()])
  assert.equal(await serverPid(folder), undefined)
})

test('a copy of a running database does not attach to the original', async () => {
  const folder = await temporaryFolder()
  const copy = join(await temporaryFolder(), 'copy')
  await using original = await startEmbeddedPostgres({ dataDirectory: folder, settings })
  await queryOnce(original.url, 'checkpoint')
  await cp(folder, copy, { recursive: true, preserveTimestamps: true })
  if (process.getuid?.() === 0) {
    execFileSync('chown', ['-R', '--reference', join(folder, 'cluster'), join(copy, 'cluster')])
  }
  await using second = await startEmbeddedPostgres({ dataDirectory: copy, settings })
  assert.equal(second.attached, false)
  assert.notEqual(second.pid, original.pid)
  assert.deepEqual(await queryOnce(original.url, 'select 1 as one'), [{ one: 1 }])
})

const namespaces = ['--pid', '--net', '--ipc', '--fork', '--mount-proc']
const noContainers =
  spawnSync('unshare', [...namespaces, 'true']).status !== 0 && 'may not make containers here'

test('a second container never starts a second server', { skip: noContainers }, async () => {
  const folder = await temporaryFolder()
  await using postgres = await startEmbeddedPostgres({ dataDirectory: folder, settings })
  const program = fileURLToPath(new URL('index.ts', import.meta.url))
  const start = `import(${JSON.stringify(program)}).then((m) =>
    m.startEmbeddedPostgres({ dataDirectory: ${JSON.stringify(folder)} })).then(
      async (postgres) => (await postgres.stop(), console.log('started')),
      (cause) => console.log(cause.code))`
  const inContainer = () =>
    promisify(execFile)('unshare', [
      ...namespaces,
      '--',
      'sh',
      '-c',
      'ip link set lo up; "$0" "$@"',
      process.execPath,
      '-e',
      start,
    ])

  assert.equal((await inContainer()).stdout.trim(), 'embedded_postgres_elsewhere')
  assert.deepEqual(await queryOnce(postgres.url, 'select 1 as one'), [{ one: 1 }])
  await postgres.stop()
  assert.equal((await inContainer()).stdout.trim(), 'started')
})
