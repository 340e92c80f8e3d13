import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inWords } from './words.ts'

describe('what a page says about a problem', () => {
  it('is how long to wait, in words', () => {
    const wait = (seconds: number) => inWords('attempts_exhausted', 'POST /x', seconds)
    assert.equal(wait(1), 'Too many attempts. Try again in 1 second.')
    assert.equal(wait(59.2), 'Too many attempts. Try again in 60 seconds.')
    assert.equal(wait(600), 'Too many attempts. Try again in 10 minutes.')
    assert.equal(wait(7200), 'Too many attempts. Try again in 2 hours.')
    assert.equal(wait(Number.NaN), 'Too many attempts. Try again in a moment.')
  })

  it("is the API's own sentence where that is for people, and never nothing", () => {
    assert.equal(inWords('link_invalid', 'This link is old.'), 'This link is old.')
    assert.match(inWords('never_heard_of', undefined), /did not work/)
  })
})
