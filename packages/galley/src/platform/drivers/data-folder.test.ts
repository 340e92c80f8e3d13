import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { dataFolder, dataFolderCodes, readSecret } from './data-folder.ts'

describe('the data folder', () => {
  let base: string
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'galley-data-'))
  })
  after(() => rm(base, { recursive: true, force: true }))

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
    const secrets = await Promise.all(Array.from({ length: 20 }, () => readSecret(folder)))
    assert.equal(new Set(secrets).size, 1)
    assert.match(secrets[0]!, /^[\w-]{43}$/)
    assert.equal((await stat(join(folder, 'secret'))).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(folder), ['secret'])
  })

  it('says so when the secret is broken, rather than signing with what is left of it', async () => {
    const folder = await dataFolder(base, 'broken')
    await writeFile(join(folder, 'secret'), 'half')
    await assert.rejects(readSecret(folder), { code: dataFolderCodes.SECRET_BROKEN.code })
  })
})
