import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitDocument } from './split-document.ts'

describe('splitDocument', () => {
  it('leaves a short document whole', () => {
    assert.deepEqual(splitDocument('# A\n\nText.'), ['# A\n\nText.'])
  })

  it('cuts before headings and paragraphs, and loses nothing', () => {
    const body = ['# A', '', 'One.', '', '## B', '', 'Two.', '', '- item', '', '  more', ''].join(
      '\n',
    )
    const parts = splitDocument(body, 10)
    assert.deepEqual(parts, ['# A\n\nOne.\n', '## B\n\nTwo.\n\n- item\n\n  more\n'])
    assert.equal(parts.join('\n'), body)
  })

  it('never cuts inside fenced code', () => {
    const body = 'Intro.\n\n```\nlet a\n\nlet b\n\n# no heading\n```\n\nAfter.'
    assert.deepEqual(splitDocument(body, 3), [
      'Intro.\n\n```\nlet a\n\nlet b\n\n# no heading\n```\n',
      'After.',
    ])
  })
})
