import assert from 'node:assert/strict'
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmbeddedPostgres } from './index.ts'
import { queryOnce, serverPid, temporaryFolder } from './testing.ts'

const settings = { fsync: 'off' }

test('makes a database, attaches to it, stops with its last user and starts again', async () => {
  const dataDirectory = join(await temporaryFolder(), 'data', 'postgres')
  const lines: string[] = []
  const log = (line: string) => lines.push(line)

  const first = await startEmbeddedPostgres({ dataDirectory, settings, log })
  assert.equal(first.attached, false)
  assert.equal(first.majorVersion, 18)
  await queryOnce(first.url, "create table notes as select 'kept' as text")
  const second = await startEmbeddedPostgres({ dataDirectory, settings, log })
  assert.equal(second.attached, true)
  assert.equal(second.pid, first.pid)

  await first.stop()
  assert.deepEqual(await queryOnce(second.url, 'select text from notes'), [{ text: 'kept' }])
  await second.stop()
  await second.stop()
  assert.equal(await serverPid(dataDirectory), undefined)

  await using third = await startEmbeddedPostgres({ dataDirectory, settings, log })
  assert.equal(third.attached, false)
  assert.deepEqual(await queryOnce(third.url, 'select text from notes'), [{ text: 'kept' }])
  assert.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    ['made', 'started', 'attached', 'stopped', 'started'],
  )
})

test('the database is UTF-8, sorts by code point, asks for its password and keeps it private', async () => {
  const dataDirectory = await temporaryFolder()
  await using postgres = await startEmbeddedPostgres({
    dataDirectory,
    settings: { ...settings, work_mem: '5MB' },
  })
  const [row] = await queryOnce(
    postgres.url,
    `select lower('ÉÄ') as lower, 'a' > 'B' as "isBinary",
       current_setting('server_encoding') as encoding, current_setting('work_mem') as memory`,
  )
  assert.deepEqual(row, { lower: 'éä', isBinary: true, encoding: 'UTF8', memory: '5MB' })

  const wrong = new URL(postgres.url)
  wrong.password = 'wrong'
  await assert.rejects(queryOnce(wrong.href, 'select 1'), /password authentication failed/)
  if (process.platform === 'win32') return
  assert.equal((await stat(join(dataDirectory, 'password'))).mode & 0o777, 0o600)
  assert.equal((await stat(join(dataDirectory, 'cluster'))).mode & 0o777, 0o700)
})

for (const [kind, name] of [
  ['spaces, quotes and other scripts', `my "data" 'folder' für 数据 $HOME %41`],
  ['a path longer than a socket may have', 'long-name-'.repeat(20)],
] as const) {
  test(`works in a folder with ${kind}`, async () => {
    const dataDirectory = join(await temporaryFolder(), name)
    for (const attached of [false, true]) {
      await using postgres = await startEmbeddedPostgres({ dataDirectory, settings })
      await using again = await startEmbeddedPostgres({ dataDirectory, settings })
      assert.deepEqual([postgres.attached, again.attached], [false, true], String(attached))
      assert.deepEqual(await queryOnce(again.url, 'select 1 as one'), [{ one: 1 }])
    }
  })
}

test('half a database of a killed start is removed, and a whole one made', async () => {
  const dataDirectory = await temporaryFolder()
  await mkdir(join(dataDirectory, 'initialising-abc', 'cluster'), { recursive: true })
  await writeFile(join(dataDirectory, 'initialising-abc', 'cluster', 'PG_VERSION'), '18\n')
  await using postgres = await startEmbeddedPostgres({ dataDirectory, settings })
  assert.deepEqual(await queryOnce(postgres.url, 'select 1 as one'), [{ one: 1 }])
  const names = await readdir(dataDirectory)
  assert.deepEqual(
    names.filter((name) => name.startsWith('initialising-')),
    [],
  )
})

test('a start that is given up leaves nothing behind', async () => {
  const dataDirectory = await temporaryFolder()
  const giveUp = new AbortController()
  const start = startEmbeddedPostgres({ dataDirectory, settings, signal: giveUp.signal })
  while (!(await readdir(dataDirectory)).some((name) => name.startsWith('initialising-'))) {
    await new Promise(setImmediate)
  }
  giveUp.abort()
  await assert.rejects(start, { name: 'AbortError' })
  await using postgres = await startEmbeddedPostgres({ dataDirectory, settings })
  assert.equal(postgres.attached, false)
})

test('a database of another PostgreSQL release is refused with the next move', async () => {
  const dataDirectory = await temporaryFolder()
  await mkdir(join(dataDirectory, 'cluster'))
  await writeFile(join(dataDirectory, 'cluster', 'PG_VERSION'), '17\n')
  await assert.rejects(startEmbeddedPostgres({ dataDirectory, settings }), {
    code: 'embedded_postgres_version',
    message: /made by PostgreSQL 17.*pg_dumpall.*DATABASE_URL/,
  })
})

test('a folder that cannot be written is refused by name', async () => {
  const file = join(await temporaryFolder(), 'file')
  await writeFile(file, 'in the way')
  await assert.rejects(startEmbeddedPostgres({ dataDirectory: join(file, 'data') }), {
    code: 'embedded_postgres_folder',
    message: /file.*ENOTDIR.*DATABASE_URL/s,
  })
})

test('a path too long to lock is refused by name', async () => {
  const dataDirectory = join(await temporaryFolder(), ...Array(3).fill('long-name-'.repeat(20)))
  await assert.rejects(startEmbeddedPostgres({ dataDirectory }), {
    code: 'embedded_postgres_folder',
    message: /longer than 480 bytes/,
  })
})

test('a setting that PostgreSQL does not take is reported in its own words', async () => {
  const dataDirectory = await temporaryFolder()
  const bad = { ...settings, work_mem: 'lots' }
  await assert.rejects(startEmbeddedPostgres({ dataDirectory, settings: bad }), {
    code: 'embedded_postgres_not_started',
    message: /FATAL:.*invalid value for parameter "work_mem": "lots"/,
  })
  await assert.rejects(
    startEmbeddedPostgres({ dataDirectory, settings: { 'work_mem=1 -c fsync': 'off' } }),
    { code: 'embedded_postgres_setting' },
  )
  await using postgres = await startEmbeddedPostgres({ dataDirectory, settings })
  assert.equal(postgres.attached, false)
})

test('the log is rotated at start when it has grown long', async () => {
  const dataDirectory = await temporaryFolder()
  await writeFile(join(dataDirectory, 'server.log'), 'old '.repeat(2_000_000))
  await using _postgres = await startEmbeddedPostgres({ dataDirectory, settings })
  assert.match(await readFile(join(dataDirectory, 'server.log'), 'utf8'), /ready to accept/)
  assert.equal((await stat(join(dataDirectory, 'server.log.1'))).size, 8_000_000)
})
