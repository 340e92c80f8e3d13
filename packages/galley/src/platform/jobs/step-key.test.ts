import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readStepKey } from './step-key.ts'

it('a key says which of several side by side it is', () => {
  const cases = {
    'outline.generate': { name: 'outline.generate', part: null, index: null },
    'chapters.organize/12': { name: 'chapters.organize', part: '12', index: 12 },
    'citations.check/overview': { name: 'citations.check', part: 'overview', index: null },
    'a/b/3': { name: 'a', part: 'b/3', index: null },
    'a/': { name: 'a', part: '', index: null },
  }
  for (const [key, read] of Object.entries(cases)) assert.deepEqual(readStepKey(key), read)
})
