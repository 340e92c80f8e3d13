import assert from 'node:assert/strict'
import { it } from 'node:test'
import { bytesOf } from '../../suite/material.ts'
import { portableSha256, sha256Of, streamingSha256 } from './sha256.ts'

it('hashes the same in every way', async () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const bytes = bytesOf(100_000)
  for (const make of [streamingSha256, portableSha256]) {
    assert.equal(make().hex(), empty)
    const hash = make()
    for (let at = 0; at < bytes.length; at += 777) hash.update(bytes.subarray(at, at + 777))
    assert.equal(hash.hex(), await sha256Of(bytes))
  }
})
