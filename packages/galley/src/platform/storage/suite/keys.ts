import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { StorageSuiteOptions } from '../suite.ts'
import { readAll, textOf, useStorage } from './material.ts'

/** Legal, and each once misread by a file system, a URL parser or a signature. */
const AWKWARD = [
  'ws/é — ü/日本語 😀.txt',
  'ws/e\u0301',
  'ws/\u00e9',
  "ws/a b+c&d=e?f#g%20h%2Fi!'()*~;:@,$",
  'ws/%2e%2e/x',
  'ws/..hidden/...',
  'ws/UPPER',
  'ws/upper',
  'ws/trailing.',
  'ws/ spaces ',
  'ws/<xml>&amp;"\'',
  'ws/0123',
  `ws/${'long'.repeat(100)}`,
  `ws/${'長'.repeat(290)}`,
  'ws/__proto__/constructor',
]

const ATTACKS = [
  '',
  '/ws/a',
  '../ws_b/a',
  'ws/../ws_b/a',
  'ws/..',
  'ws/./a',
  'ws//a',
  'ws/a/',
  'ws\\..\\ws_b',
  'ws/a\u0000.txt',
  'ws/a\nb',
  'ws/\u007f',
  'ws/\u0085',
  'ws/\ud800',
  `ws/${'a'.repeat(898)}`,
]

export function keyTests(options: StorageSuiteOptions): void {
  const storage = useStorage(options)

  it('keeps awkward keys apart and gives them back as they were', async () => {
    for (const key of AWKWARD) await storage().put(key, textOf(key))
    for (const key of AWKWARD) {
      const { body } = await storage().get(key)
      assert.equal((await readAll(body)).toString(), key)
    }
    const { objects } = await storage().list('ws/')
    assert.deepEqual(objects.map(({ key }) => key).toSorted(), AWKWARD.toSorted())
    for (const key of AWKWARD) {
      const { url } = await storage().signedUrl(key, { method: 'GET', expiresInSeconds: 60 })
      assert.equal(await (await fetch(url)).text(), key)
    }
    await storage().delete(AWKWARD)
    assert.deepEqual((await storage().list('')).objects, [])
  })

  it('refuses keys that could name something else', async () => {
    const invalid = { name: 'InvalidError', code: 'storage_key_invalid' }
    for (const key of ATTACKS) {
      await assert.rejects(storage().put(key, textOf('attack')), invalid, JSON.stringify(key))
      await assert.rejects(storage().get(key), invalid)
      await assert.rejects(storage().head(key), invalid)
      await assert.rejects(storage().delete(key), invalid)
      await assert.rejects(storage().delete(['ws/a', key]), invalid)
      const link = storage().signedUrl(key, { method: 'GET', expiresInSeconds: 60 })
      await assert.rejects(link, invalid)
    }
    for (const prefix of ['/ws', '../', 'ws/../', 'ws//', 'ws\\', 'ws/\u0000']) {
      await assert.rejects(storage().list(prefix), invalid, prefix)
    }
    assert.deepEqual((await storage().list('')).objects, [])
  })
}
