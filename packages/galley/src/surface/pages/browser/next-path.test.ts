import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nextPath } from './next-path.ts'

describe('where a page goes on to', () => {
  for (const path of [
    '/',
    '/account',
    '/docs#x',
    '/device?user_code=WDJB-MJHT',
    '/a/%2F%2Fb?c=//d',
  ]) {
    it(`may be ${path}`, () => assert.equal(nextPath(path), path))
  }
  for (const path of [
    null,
    '',
    'account',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'https://evil.example',
    'https:/evil.example',
    '/ü',
    `/${'a'.repeat(1000)}`,
  ]) {
    it(`may not be ${JSON.stringify(path)}`, () => assert.equal(nextPath(path), null))
  }
})
