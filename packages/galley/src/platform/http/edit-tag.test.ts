import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editTag, isFresh, matchedVersion, requireMatch } from './edit-tag.ts'

const headers = (name: string, value: string) => new Headers({ [name]: value })

test('If-Match compares strongly, in lists, and * is any version', () => {
  const tag = editTag('doc_1', 7)
  for (const given of [tag, `"a", ${tag}`, '*']) requireMatch(headers('if-match', given), tag)
  for (const given of [`W/${tag}`, '"doc_1-6"', 'doc_1-7', '']) {
    assert.throws(() => requireMatch(headers('if-match', given), tag), { code: 'edit_tag_stale' })
  }
})

test('the version that a caller means', () => {
  assert.equal(matchedVersion(headers('if-match', '"doc_1-7"'), 'doc_1'), 7)
  assert.equal(matchedVersion(headers('if-match', 'W/"doc_1-7"'), 'doc_1'), null)
  assert.equal(matchedVersion(headers('if-match', '"doc_2-7"'), 'doc_1'), null)
  assert.equal(matchedVersion(headers('if-match', '*'), 'doc_1'), undefined)
  assert.equal(matchedVersion(new Headers(), 'doc_1'), undefined)
})

test('If-None-Match compares weakly; a tag cannot carry a quote', () => {
  assert.equal(isFresh(headers('if-none-match', 'W/"a-1"'), '"a-1"'), true)
  assert.equal(isFresh(headers('if-none-match', '"a-2"'), '"a-1"'), false)
  assert.throws(() => editTag('a"b', 1), TypeError)
})
