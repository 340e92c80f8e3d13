import assert from 'node:assert/strict'
import { crc32 } from 'node:zlib'
import { describe, it } from 'node:test'
import { isApiKey, newApiKey } from './key-format.ts'

describe('the format of keys', () => {
  it('is a prefix, 256 random bits and a checksum that any scanner can compute', () => {
    for (let round = 0; round < 200; round++) {
      const key = newApiKey()
      const [, random, checksum] = /^galley_sk_([\w-]{43})([0-9A-Za-z]{6})$/.exec(key)!
      const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
      const value = [...checksum!].reduce((sum, one) => sum * 62 + digits.indexOf(one), 0)
      assert.equal(value, crc32(random!))
      assert.ok(isApiKey(key))
    }
  })

  it('finds every slip of one character, and what was not copied whole', () => {
    const key = newApiKey()
    for (let index = 0; index < key.length; index++) {
      const other = key[index] === 'A' ? 'B' : 'A'
      const slipped = key.slice(0, index) + other + key.slice(index + 1)
      assert.equal(isApiKey(slipped), false, slipped)
    }
    for (let length = 0; length < key.length; length++) {
      // A key of an earlier release ends where the checksum begins.
      assert.equal(isApiKey(key.slice(0, length)), length === key.length - 6)
    }
    for (const text of [
      '',
      key + 'A',
      ` ${key}`,
      key.toUpperCase(),
      `${key}\0`,
      'galley_sk_' + 'ü'.repeat(43),
    ]) {
      assert.equal(isApiKey(text), false)
    }
  })
})
