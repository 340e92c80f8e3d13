import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import type { Storage } from './contract.ts'
import { createStorage, scopedStorage } from './index.ts'
import { readAll, textOf } from './suite/material.ts'

let folder = ''
let storage: Storage
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-scoped-'))
  const secrets = ['a secret of thirty-two characters!']
  storage = await createStorage({
    kind: 'local',
    folder,
    secrets,
    publicUrl: 'http://localhost/storage',
  })
})
after(async () => rm(folder, { recursive: true, maxRetries: 5 }))

it('keeps every operation inside the workspace, under its own names', async () => {
  const mine = scopedStorage(storage, 'ws_a')
  const put = await mine.put('sources/a.txt', textOf('mine'))
  assert.equal(put.key, 'sources/a.txt')
  assert.equal((await storage.head('ws_a/sources/a.txt'))?.size, 4)
  const { key, body } = await mine.get('sources/a.txt')
  assert.deepEqual([key, (await readAll(body)).toString()], ['sources/a.txt', 'mine'])
  assert.equal((await mine.head('sources/a.txt'))?.key, 'sources/a.txt')
  const { url } = await mine.signedUrl('sources/a.txt', { method: 'GET', expiresInSeconds: 9 })
  assert.match(url, /\/storage\/ws_a\/sources\/a\.txt\?/)
  await mine.delete(['sources/a.txt', 'gone'])
  assert.equal(await storage.head('ws_a/sources/a.txt'), null)
})

it('cannot be talked into another workspace', async () => {
  await storage.put('ws_b/secret', textOf('secret'))
  await storage.put('ws_ab/secret', textOf('secret'))
  const mine = scopedStorage(storage, 'ws_a')
  const invalid = { code: 'storage_key_invalid' }
  for (const key of [
    '../ws_b/secret',
    '/ws_b/secret',
    'x/../../ws_b/secret',
    '..',
    '\\..\\ws_b',
    '',
  ]) {
    await assert.rejects(mine.get(key), invalid, key)
    await assert.rejects(mine.put(key, textOf('x')), invalid)
    await assert.rejects(mine.head(key), invalid)
    await assert.rejects(mine.delete(['fine', key]), invalid)
    await assert.rejects(mine.signedUrl(key, { method: 'PUT', expiresInSeconds: 9 }), invalid)
  }
  for (const key of ['ws_b/secret', '%2e%2e/ws_b/secret', '..%2fws_b%2fsecret', 'b/secret']) {
    assert.equal(await mine.head(key), null, key)
  }
  for (const prefix of ['../ws_b/', '/ws_b/', '../'])
    await assert.rejects(mine.list(prefix), invalid)
  assert.deepEqual((await mine.list('')).objects, [])
  const cursor = Buffer.from('ws_a').toString('base64url')
  assert.deepEqual((await mine.list('', { cursor })).objects, [])
  for (const id of ['', '..', 'ws_a/x', 'ws_b/..']) {
    assert.throws(() => scopedStorage(storage, id), invalid, id)
  }
})
