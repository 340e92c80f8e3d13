import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Outline } from '../content.ts'
import { sourceOfText } from './fixtures/source-of.ts'
import extractMetadata from './metadata.ts'

const short = 'A pressure sensor is a small device that tells where a city loses its water.'
const long = `${short.slice(0, -1)}, ${'as every crew of the network has known for many years, '.repeat(2)}day and night.`

function descriptionOf(...standfirst: string[]): string {
  const outline: Outline = {
    title: 'Pressure sensors',
    standfirst: standfirst.map((text) => ({ text, citations: [] })),
    sections: [],
    takeaways: [],
  }
  const sources = [sourceOfText(`${short} ${long}`, { language: 'en' })]
  return extractMetadata({ sources, outline }).description
}

describe('the description', () => {
  it('is all of the standfirst that fits in whole sentences', () => {
    assert.equal(descriptionOf(short, 'It is cheap.', long), `${short} It is cheap.`)
  })

  it('is a later sentence where the first is too long', () => {
    assert.equal(descriptionOf(long, short), short)
  })

  it('is cut between words where no sentence fits', () => {
    const description = descriptionOf(long)
    assert.ok(description.length <= 155 && description.endsWith('…'), description)
    assert.ok(`${long} `.startsWith(`${description.slice(0, -1)}`))
  })
})
