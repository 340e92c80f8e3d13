import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import type { StorageSuiteOptions } from '../suite.ts'
import { bytesOf, readAll, sha256Hex, textOf, useStorage } from './material.ts'

export function rangeTests(options: StorageSuiteOptions): void {
  const storage = useStorage(options)
  const bytes = bytesOf(500_000)
  before(async () => void (await storage().put('ws/clip', bytes, { contentType: 'audio/mpeg' })))

  for (const { name, range, start, end } of [
    { name: 'the first byte', range: { start: 0, end: 0 }, start: 0, end: 0 },
    { name: 'the first bytes', range: { end: 99 }, start: 0, end: 99 },
    { name: 'the middle', range: { start: 65_000, end: 400_000 }, start: 65_000, end: 400_000 },
    { name: 'an open end', range: { start: 499_990 }, start: 499_990, end: 499_999 },
    { name: 'everything', range: {}, start: 0, end: 499_999 },
    {
      name: 'an end past the end',
      range: { start: 499_998, end: 9_999_999 },
      start: 499_998,
      end: 499_999,
    },
  ]) {
    it(`reads ${name}`, async () => {
      const { body, ...content } = await storage().get('ws/clip', { range })
      assert.deepEqual(await readAll(body), Buffer.from(bytes.subarray(start, end + 1)))
      assert.deepEqual(content.range, { start, end })
      assert.equal(content.size, 500_000)
      assert.equal(content.sha256, sha256Hex(bytes))
      assert.equal(content.contentType, 'audio/mpeg')
    })
  }

  it('refuses a start past the end and says how long the object is', async () => {
    const get = storage().get('ws/clip', { range: { start: 500_000 } })
    await assert.rejects(get, {
      name: 'InvalidError',
      code: 'range_not_satisfiable',
      message: /ws\/clip has 500000 bytes/,
    })
    await storage().put('ws/empty', textOf(''))
    const empty = storage().get('ws/empty', { range: { start: 0 } })
    await assert.rejects(empty, { code: 'range_not_satisfiable' })
  })

  it('refuses nonsense and missing objects', async () => {
    for (const range of [
      { start: -1 },
      { start: 5, end: 4 },
      { start: 0.5 },
      { end: Number.NaN },
    ]) {
      await assert.rejects(storage().get('ws/clip', { range }), { code: 'storage_option_invalid' })
    }
    const missing = storage().get('ws/nothing', { range: { start: 5 } })
    await assert.rejects(missing, { name: 'NotFoundError' })
  })
}
