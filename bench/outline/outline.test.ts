import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { segmentTopics } from '../../packages/galley/src/platform/text/index.ts'
import { readTalks, talksFolder } from './read-talk.ts'
import { pk, windowDiff } from './score.ts'

const skip = existsSync(talksFolder) ? false : 'no corpus of talks; set GALLEY_CORPUS'

test('finds the headings of real talks better than the goal asks', { skip }, async () => {
  const talks = await readTalks()
  const scores = talks.map((talk) => {
    const { sentences, breaks, speakers, sections } = talk
    const input = { sentences, breaks, speakers, language: 'en' }
    const guess = segmentTopics(input, { sections: sections.length })
    assert.equal(guess.length, sections.length, talk.name)
    const length = sentences.length
    return { pk: pk(length, sections, guess), windowDiff: windowDiff(length, sections, guess) }
  })
  const mean = (key: 'pk' | 'windowDiff'): number =>
    scores.reduce((sum, score) => sum + score[key], 0) / scores.length
  assert.ok(mean('pk') < 0.34, `Pk ${mean('pk')}`)
  assert.ok(mean('windowDiff') < 0.4, `WindowDiff ${mean('windowDiff')}`)
})
