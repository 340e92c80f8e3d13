import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import { scopedStorage } from '../scoped.ts'
import type { StorageSuiteOptions } from '../suite.ts'
import { textOf, useStorage } from './material.ts'

/** In the byte order of UTF-8, which for the last two is not JavaScript's. */
const KEYS = [
  'ws_a/A.txt',
  'ws_a/a',
  'ws_a/a.txt',
  'ws_a/a/b',
  'ws_a/a/c/d',
  'ws_a/b',
  'ws_a/é',
  'ws_a/\uFF21',
  'ws_a/😀',
]

export function listingTests(options: StorageSuiteOptions): void {
  const storage = useStorage(options)
  const keysOf = async (prefix: string) =>
    (await storage().list(prefix)).objects.map(({ key }) => key)

  before(async () => {
    for (const key of [...KEYS, 'ws_ab/a', 'ws_b/a']) await storage().put(key, textOf(key))
  })

  it('lists in byte order, with size and etag', async () => {
    const { objects, cursor } = await storage().list('ws_a/')
    assert.deepEqual(
      objects.map(({ key }) => key),
      KEYS,
    )
    assert.equal(cursor, null)
    const head = await storage().head('ws_a/a')
    assert.deepEqual(
      { size: objects[1]!.size, etag: objects[1]!.etag },
      { size: 6, etag: head!.etag },
    )
    assert.ok(
      objects[1]!.modifiedAt instanceof Date && !Number.isNaN(objects[1]!.modifiedAt.getTime()),
    )
  })

  it('takes the prefix as text', async () => {
    assert.deepEqual(await keysOf('ws_a/a'), ['ws_a/a', 'ws_a/a.txt', 'ws_a/a/b', 'ws_a/a/c/d'])
    assert.deepEqual(await keysOf('ws_a/a/'), ['ws_a/a/b', 'ws_a/a/c/d'])
    assert.deepEqual(await keysOf('ws_a'), [...KEYS, 'ws_ab/a'])
    assert.deepEqual(await keysOf('ws_c'), [])
    assert.equal((await keysOf('')).length, KEYS.length + 2)
  })

  it('pages without loss or repetition', async () => {
    for (const limit of [1, 4, 9]) {
      const seen: string[] = []
      let cursor: string | null | undefined
      do {
        const page = await storage().list('ws_a/', { limit, cursor: cursor ?? undefined })
        assert.ok(page.objects.length <= limit)
        seen.push(...page.objects.map(({ key }) => key))
        cursor = page.cursor
      } while (cursor !== null)
      assert.deepEqual(seen, KEYS)
    }
    await assert.rejects(storage().list('ws_a/', { limit: 0 }), { code: 'storage_option_invalid' })
  })

  it('goes on after a page whose last object was deleted', async () => {
    for (const key of ['ws_d/1', 'ws_d/2', 'ws_d/3']) await storage().put(key, textOf(key))
    const { cursor } = await storage().list('ws_d/', { limit: 2 })
    await storage().delete('ws_d/2')
    const rest = await storage().list('ws_d/', { cursor: cursor! })
    assert.deepEqual(
      rest.objects.map(({ key }) => key),
      ['ws_d/3'],
    )
  })

  it('shows a workspace only its own, under its own names', async () => {
    const mine = scopedStorage(storage(), 'ws_a')
    const { objects } = await mine.list('')
    assert.deepEqual(
      objects.map(({ key }) => `ws_a/${key}`),
      KEYS,
    )
    const other = await scopedStorage(storage(), 'ws_b').list('', { limit: 5 })
    assert.deepEqual(
      other.objects.map(({ key }) => key),
      ['a'],
    )
  })
}
