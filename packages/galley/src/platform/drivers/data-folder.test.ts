import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { dataFolder, dataFolderCodes, readSecrets, rotateSecret } from './data-folder.ts'

describe('the data folder', () => {
  let base: string
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'galley-data-'))
  })
  after(() => rm(base, { recursive: true, force: true, maxRetries: 5 }))

  it('is made, with all above it, and may be named absolutely', async () => {
    const folder = await dataFolder(base, 'a/b c')
    assert.equal(folder, join(base, 'a/b c'))
    assert.equal(await dataFolder('/elsewhere', folder), folder)
  })

  it('that cannot be used is named, with what to do', async () => {
    await writeFile(join(base, 'file'), '')
    await assert.rejects(dataFolder(base, 'file/data'), (error: Error & { code: string }) => {
      assert.equal(error.code, dataFolderCodes.DATA_FOLDER_UNUSABLE.code)
      assert.match(error.message, /file\/data cannot be used: .*GALLEY_DATA/)
      return true
    })
  })

  it('has one secret, whoever comes first, for its owner only', async () => {
    const folder = await dataFolder(base, 'secrets')
    const secrets = await Promise.all(Array.from({ length: 20 }, () => readSecrets(folder)))
    assert.equal(new Set(secrets.flat()).size, 1)
    assert.match(secrets[0]![0]!, /^[\w-]{43}$/)
    assert.equal((await stat(join(folder, 'secret'))).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(folder), ['secret'])
  })

  it('says so when the secret is broken, rather than signing with what is left of it', async () => {
    const folder = await dataFolder(base, 'broken')
    await writeFile(join(folder, 'secret'), 'half')
    await assert.rejects(readSecrets(folder), { code: dataFolderCodes.SECRET_BROKEN.code })
  })

  it('puts a new secret in front of the earlier ones, for its owner only', async () => {
    const folder = await dataFolder(base, 'rotated')
    const [first] = await readSecrets(folder)
    await rotateSecret(folder)
    const [second, ...earlier] = await readSecrets(folder)
    assert.notEqual(second, first)
    assert.deepEqual(earlier, [first])
    assert.equal((await stat(join(folder, 'secret'))).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(folder), ['secret'])
  })

  it('loses no secret to rotations at the same time: one comes through, or says why not', async () => {
    const folder = await dataFolder(base, 'raced')
    await readSecrets(folder)
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => rotateSecret(folder)))
    const done = results.filter(({ status }) => status === 'fulfilled').length
    assert.ok(done >= 1)
    assert.equal(new Set(await readSecrets(folder)).size, done + 1)
    for (const result of results) {
      if (result.status === 'rejected') {
        assert.equal(result.reason.code, dataFolderCodes.SECRET_ROTATING.code)
      }
    }
  })

  it('keeps the secret when a rotation was cut short, and says what to delete', async () => {
    const folder = await dataFolder(base, 'cut')
    const before = await readSecrets(folder)
    await writeFile(join(folder, 'secret.next'), 'half')
    await assert.rejects(rotateSecret(folder), { code: dataFolderCodes.SECRET_ROTATING.code })
    assert.deepEqual(await readSecrets(folder), before)
  })
})
