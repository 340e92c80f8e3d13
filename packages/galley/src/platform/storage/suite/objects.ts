import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { StorageSuiteOptions } from '../suite.ts'
import { bytesOf, readAll, sha256Hex, textOf, useStorage } from './material.ts'

export function objectTests(options: StorageSuiteOptions): void {
  const storage = useStorage(options)

  it('gives back what was put, with its type and hash', async () => {
    const body = bytesOf(70_000)
    const put = await storage().put('ws/a/one.png', body, { contentType: 'image/png' })
    const { body: stream, range, ...described } = await storage().get('ws/a/one.png')
    assert.deepEqual(await readAll(stream), Buffer.from(body))
    assert.equal(range, null)
    const expected = {
      key: 'ws/a/one.png',
      size: 70_000,
      contentType: 'image/png',
      sha256: sha256Hex(body),
    }
    for (const object of [put, described, await storage().head('ws/a/one.png')]) {
      const { modifiedAt, etag, ...rest } = object!
      assert.deepEqual(rest, expected)
      assert.equal(etag, put.etag)
      assert.ok(Math.abs(modifiedAt.getTime() - Date.now()) < 3_600_000, 'a date of today')
    }
    assert.doesNotMatch(put.etag, /"/)
  })

  it('keeps an empty object, of no stated type', async () => {
    await storage().put('ws/a/empty', new Uint8Array())
    const { body, size, contentType, sha256 } = await storage().get('ws/a/empty')
    assert.equal((await readAll(body)).length, 0)
    assert.deepEqual({ size, contentType }, { size: 0, contentType: 'application/octet-stream' })
    assert.equal(sha256, sha256Hex(new Uint8Array()))
  })

  it('replaces content, type and etag together', async () => {
    const first = await storage().put('ws/a/page', textOf('first'), { contentType: 'text/plain' })
    await storage().put('ws/a/page', textOf('# second'), { contentType: 'text/markdown' })
    const { body, ...second } = await storage().get('ws/a/page')
    assert.equal((await readAll(body)).toString(), '# second')
    assert.equal(second.contentType, 'text/markdown')
    assert.equal(second.size, 8)
    assert.notEqual(second.etag, first.etag)
  })

  it('says what is missing', async () => {
    assert.equal(await storage().head('ws/a/nothing'), null)
    await assert.rejects(storage().get('ws/a/nothing'), {
      name: 'NotFoundError',
      code: 'object_not_found',
      message: /ws\/a\/nothing/,
    })
  })

  it('deletes one and many, and does not mind what is gone', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `ws/delete/${index}`)
    for (const key of keys) await storage().put(key, textOf(key))
    await storage().delete(keys[0]!)
    assert.equal(await storage().head(keys[0]!), null)
    await storage().delete(keys.slice(0, 19))
    await storage().delete('ws/delete/never-there')
    await storage().delete([])
    const left = await storage().list('ws/delete/')
    assert.deepEqual(
      left.objects.map(({ key }) => key),
      ['ws/delete/19'],
    )
  })

  it('keeps racing puts on one key whole, and lets readers see only whole ones', async () => {
    const bodies = Array.from({ length: 8 }, (_, index) =>
      bytesOf(150_000 + index * 1000, index + 1),
    )
    const whole = new Set(bodies.map(sha256Hex))
    await storage().put('ws/a/race', bodies[0]!)
    const look = async () => {
      const { body, sha256, size } = await storage().get('ws/a/race')
      const read = await readAll(body)
      assert.equal(read.length, size)
      assert.equal(sha256Hex(read), sha256)
      assert.ok(whole.has(sha256!))
    }
    let isOver = false
    const keepLooking = async () => {
      while (!isOver) await look()
    }
    const readers = [keepLooking(), keepLooking(), keepLooking()]
    await Promise.all(bodies.map((body) => storage().put('ws/a/race', body)))
    for (const body of bodies) await storage().put('ws/a/race', body)
    isOver = true
    await Promise.all(readers)
    await storage().put('ws/a/race', bodies[3]!)
    assert.equal((await storage().head('ws/a/race'))?.sha256, sha256Hex(bodies[3]!))
  })

  it('finishes a read that began before the object was deleted, or breaks it off', async () => {
    const bytes = bytesOf(3_000_000)
    await storage().put('ws/a/leaving', bytes)
    const { body } = await storage().get('ws/a/leaving')
    await storage().delete('ws/a/leaving')
    const read = await readAll(body).catch(() => null)
    if (read) assert.equal(sha256Hex(read), sha256Hex(bytes))
    assert.equal(await storage().head('ws/a/leaving'), null)
  })
}
