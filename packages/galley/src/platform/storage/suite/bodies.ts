import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { StorageSuiteOptions } from '../suite.ts'
import {
  bytesOf,
  readAll,
  sha256Hex,
  stallingAfter,
  streamInPieces,
  textOf,
  useStorage,
} from './material.ts'

const LARGE = 20 * 1024 * 1024 + 7

export function bodyTests(options: StorageSuiteOptions): void {
  const storage = useStorage(options)
  const large = bytesOf(LARGE)
  const largeHash = sha256Hex(large)
  const isAbsent = async (key: string) => {
    assert.equal(await storage().head(key), null)
    assert.deepEqual((await storage().list(key)).objects, [])
  }

  for (const [length, contentLength] of [
    ['known', LARGE],
    ['unknown', undefined],
  ] as const) {
    it(`streams 20 MB of ${length} length`, async () => {
      const key = `ws/large-${length}`
      const put = await storage().put(key, streamInPieces(large), {
        contentLength,
        contentType: 'video/mp4',
      })
      assert.deepEqual([put.size, put.sha256], [LARGE, largeHash])
      const { body, ...object } = await storage().get(key)
      assert.equal(sha256Hex(await readAll(body)), largeHash)
      assert.deepEqual([object.size, object.contentType], [LARGE, 'video/mp4'])
      assert.equal(object.etag, put.etag)
    })

    it(`refuses 20 MB of ${length} length with another checksum, and stores nothing`, async () => {
      const key = `ws/wrong-large-${length}`
      const promise = { contentLength, checksum: sha256Hex(textOf('something else')) }
      await assert.rejects(storage().put(key, streamInPieces(large), promise), {
        name: 'InvalidError',
        code: 'checksum_mismatch',
      })
      await isAbsent(key)
    })

    it(`stores nothing of an upload of ${length} length that is aborted`, async () => {
      const key = `ws/aborted-${length}`
      const abort = new AbortController()
      const { stream, wasCancelled } = stallingAfter(large.subarray(0, 12_000_000), () =>
        abort.abort(),
      )
      const put = storage().put(key, stream, { contentLength, signal: abort.signal })
      await assert.rejects(put, { name: 'CancelledError' })
      assert.ok(wasCancelled(), 'the source is told to stop')
      await isAbsent(key)
    })
  }

  it(
    'remembers the hash of a large stream',
    { skip: options.gaps?.['sha256 of large streams'] },
    async () => {
      await storage().put('ws/hashed', streamInPieces(large))
      assert.equal((await storage().head('ws/hashed'))?.sha256, largeHash)
    },
  )

  it('remembers the hash of a large stream that came with a checksum', async () => {
    await storage().put('ws/checked', streamInPieces(large), { checksum: largeHash })
    assert.equal((await storage().head('ws/checked'))?.sha256, largeHash)
  })

  it('takes a small stream and an empty one', async () => {
    const small = bytesOf(1000)
    const put = await storage().put('ws/small', streamInPieces(small, 300), {
      checksum: sha256Hex(small),
    })
    assert.equal(put.size, 1000)
    assert.equal((await storage().head('ws/small'))?.sha256, sha256Hex(small))
    assert.equal((await storage().put('ws/none', streamInPieces(new Uint8Array()))).size, 0)
  })

  it('refuses small bodies of another length or checksum, and keeps what was there', async () => {
    await storage().put('ws/kept', textOf('before'))
    const checksum = sha256Hex(textOf('other'))
    for (const body of [() => textOf('after!'), () => streamInPieces(textOf('after!'), 2)]) {
      await assert.rejects(storage().put('ws/kept', body(), { checksum }), {
        code: 'checksum_mismatch',
      })
      for (const contentLength of [5, 7]) {
        const put = storage().put('ws/kept', body(), { contentLength })
        await assert.rejects(put, { code: 'length_mismatch' })
      }
    }
    const { body } = await storage().get('ws/kept')
    assert.equal((await readAll(body)).toString(), 'before')
  })

  it('passes on the error of a source that breaks, and stores nothing', async () => {
    const broken = new Error('the camera fell over')
    for (const contentLength of [undefined, LARGE]) {
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(large.subarray(0, 9_000_000)),
        pull: (controller) => controller.error(broken),
      })
      await assert.rejects(storage().put('ws/broken', stream, { contentLength }), broken)
      await isAbsent('ws/broken')
    }
  })

  it('does nothing once the signal has fired, and stops a read when it fires', async () => {
    const gone = AbortSignal.abort()
    await assert.rejects(storage().put('ws/late', textOf('x'), { signal: gone }), {
      name: 'CancelledError',
    })
    await isAbsent('ws/late')
    await storage().put('ws/read', large)
    await assert.rejects(storage().get('ws/read', { signal: gone }), { name: 'CancelledError' })
    const abort = new AbortController()
    const { body } = await storage().get('ws/read', { signal: abort.signal })
    const reader = body.getReader()
    await reader.read()
    abort.abort()
    const drain = async () => {
      while (!(await reader.read()).done);
    }
    await assert.rejects(drain(), { name: 'CancelledError' })
  })

  it('lets go of a body that nobody reads', async () => {
    await storage().put('ws/unread', bytesOf(1_000_000))
    const { body } = await storage().get('ws/unread')
    await body.cancel()
    await storage().delete('ws/unread')
  })
}
