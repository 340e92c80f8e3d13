import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createStorage, createStorageHandler, StorageConfig } from './index.ts'

const s3 = {
  kind: 's3',
  endpoint: 'https://storage.example',
  bucket: 'galley-files',
  accessKeyId: 'id',
  secretAccessKey: 'secret',
} as const

it('opens the store that the config names', async () => {
  const storage = await createStorage(s3)
  const { url } = await storage.signedUrl('ws/a', { method: 'GET', expiresInSeconds: 60 })
  assert.match(url, /^https:\/\/storage\.example\/galley-files\/ws\/a\?.*%2Fauto%2Fs3%2F/)
  assert.doesNotMatch(url, /secret/)
})

it('serves links only for a store that cannot', async () => {
  const local = {
    kind: 'local' as const,
    folder: 'never-touched',
    secrets: ['a secret of thirty-two characters!'],
    publicUrl: 'http://localhost/storage',
  }
  const serve = await createStorageHandler(await createStorage(local), local)
  const answer = await serve!(new Request('http://localhost/storage/ws/a'))
  assert.equal(answer.status, 403)
  assert.equal(await createStorageHandler(await createStorage(s3), s3), null)
})

it('refuses wrong settings before opening anything', async () => {
  const local = { kind: 'local', folder: 'data', publicUrl: 'http://localhost/storage' }
  for (const config of [
    { ...s3, bucket: 'Not A Bucket' },
    { ...s3, endpoint: 'storage.example' },
    { ...local, secrets: [] },
    { ...local, secrets: ['short'] },
    { ...local, kind: 'elsewhere' },
  ]) {
    assert.equal(StorageConfig.safeParse(config).success, false, JSON.stringify(config))
    await assert.rejects(createStorage(config as StorageConfig), { name: 'ZodError' })
  }
})
