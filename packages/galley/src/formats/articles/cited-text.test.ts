import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { CitedText } from './article.ts'
import { blocksToCitedText, reanchor } from './cited-text.ts'
import type { CheckedSentence } from './cited-text.ts'
import type { Block } from './content.ts'

let marks = 0
/** A sentence whose citation tells it from every other. */
const sentence = (text: string, segmentId = `seg_${(marks += 1)}`): CheckedSentence => ({
  text,
  citations: [{ sourceId: 'src', segmentId, start: 0, end: 1 }],
  support: 'supported',
})
const block = (kind: Block['kind'], ...texts: string[]) => ({
  kind,
  speaker: kind === 'quote' ? 'Ada *B*\n# x' : null,
  sentences: texts.map((text) => sentence(text)),
})

const words = fc.constantFrom('Worms', 'dig', 'a_b', '400', 'the', 'soil', '“now”', '土', '*x*')
const prose = fc
  .tuple(fc.array(words, { minLength: 1, maxLength: 5 }), fc.constantFrom('.', '?', '!', '…', ''))
  .map(([parts, stop]) => parts.join(' ') + stop)
const text = fc.oneof(
  prose,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('# a', '- b', '1. c', '[x] d', '> e', '---', 'a\n# b', '```', '<!--'),
)
const blocks = fc.array(
  fc.record({
    kind: fc.constantFrom<Block['kind'][]>('paragraph', 'quote', 'list', 'question'),
    speaker: fc.option(fc.string()),
    sentences: fc.array(
      text.map((each) => sentence(each)),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  { maxLength: 5 },
)

const shown = ({ markdown, sentences }: CitedText) =>
  sentences.map(({ start, end }) => markdown.slice(start, end))
const citing = ({ markdown, sentences }: CitedText) =>
  sentences.map(({ start, end, citations }) => [
    markdown.slice(start, end),
    citations[0]?.segmentId ?? null,
  ])

function assertPlaced({ markdown, sentences }: CitedText): void {
  let from = 0
  for (const { start, end } of sentences) {
    assert.ok(start >= from && end > start && end <= markdown.length)
    assert.ok(markdown.slice(start, end).trim() !== '')
    from = end
  }
}

describe('blocksToCitedText', () => {
  it('gives each block its own kind and each sentence its place, whatever they say', () => {
    const type = {
      paragraph: 'paragraph',
      question: 'paragraph',
      quote: 'blockquote',
      list: 'list',
    }
    fc.assert(
      fc.property(blocks, (written) => {
        const cited = blocksToCitedText(written)
        assertPlaced(cited)
        const filled = written.filter((one) => blocksToCitedText([one]).markdown !== '')
        const kinds = fromMarkdown(cited.markdown).children.map((node) => node.type)
        // Two lists in a row are one list for CommonMark.
        const wanted = filled.map(({ kind }) => type[kind])
        const joined = wanted.filter(
          (kind, index) => kind !== 'list' || wanted[index - 1] !== 'list',
        )
        assert.deepEqual(kinds, joined)
      }),
      { numRuns: 300 },
    )
  })

  it('writes paragraphs, quotes with their speaker, lists and questions', () => {
    const cited = blocksToCitedText([
      block('paragraph', 'One.', 'Two.'),
      block('quote', 'Said.'),
      block('list', 'a', '[x] b'),
      block('question', 'Why?'),
    ])
    assert.equal(
      cited.markdown,
      'One. Two.\n\n> Said.\n>\n> — Ada \\*B\\* # x\n\n- a\n- \\[x\\] b\n\n**Why?**',
    )
    assert.deepEqual(shown(cited), ['One.', 'Two.', 'Said.', 'a', '\\[x\\] b', 'Why?'])
  })
})

describe('reanchor', () => {
  const before = blocksToCitedText([
    block('paragraph', 'Yes.', 'It is cold.', 'Yes.', 'No full stop', 'Snake\\_case is here.'),
    block('quote', 'I said so.', 'Twice!'),
    block('list', 'item one', 'item two'),
  ])
  const ids = new Map(citing(before).toReversed() as [string, string][])

  it('keeps everything of a text that did not change, and for any text a valid order', () => {
    fc.assert(
      fc.property(blocks, (written) => {
        const cited = blocksToCitedText(written)
        assert.deepEqual(reanchor(cited, cited.markdown, 'en'), cited)
      }),
    )
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(20), text), { maxLength: 4 })
    fc.assert(
      fc.property(blocks, edits, (written, changes) => {
        const cited = blocksToCitedText(written)
        let { markdown } = cited
        for (const [at, length, inserted] of changes) {
          const place = at % (markdown.length + 1)
          markdown = markdown.slice(0, place) + inserted + markdown.slice(place + length)
        }
        const edited = reanchor(cited, markdown, 'en')
        assert.equal(edited.markdown, markdown)
        assertPlaced(edited)
        const old = new Set(
          shown(cited).flatMap((each) => [
            each,
            each.replace(/\\(?=\W)/g, ''),
            each.replaceAll('\\', ''),
          ]),
        )
        for (const { start, end, citations, support } of edited.sentences) {
          if (citations.length > 0) assert.ok(old.has(markdown.slice(start, end)))
          else assert.equal(support, 'unchecked')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('keeps all citations when something is added around the sentences', () => {
    const markdown = `New above.\n\n${before.markdown}\n\nNew below.`
    assert.deepEqual(citing(reanchor(before, markdown, 'en')), [
      ['New above.', null],
      ...citing(before),
      ['New below.', null],
    ])
  })

  it('keeps the citations of sentences that moved', () => {
    const markdown = '- item two\n- item one\n\nSnake\\_case is here. It is cold. Yes.'
    const order = ['item two', 'item one', 'Snake\\_case is here.', 'It is cold.', 'Yes.']
    const wanted = order.map((each) => [each, ids.get(each)])
    assert.deepEqual(citing(reanchor(before, markdown, 'en')), wanted)
  })

  it('tells equal sentences apart by their order, and lets a copy cite the same', () => {
    const of = (markdown: string) =>
      citing(reanchor(before, markdown, 'en')).map(([, segment]) => segment)
    const [first, second] = citing(before).flatMap(([each, id]) => (each === 'Yes.' ? [id] : []))
    assert.deepEqual(of('Yes. Yes.'), [first, second])
    assert.deepEqual(of('Yes. Yes. Yes.'), [first, second, second])
    assert.deepEqual(of('Yes.'), [first])
  })

  it('finds a sentence whose escapes an editor took away', () => {
    const [found] = citing(reanchor(before, 'Snake_case is here.', 'en'))
    assert.deepEqual(found, ['Snake_case is here.', ids.get('Snake\\_case is here.')])
  })

  it('does not take part of another sentence for one that it knows', () => {
    const others = [
      'He said that It is cold.',
      'It is cold.5 degrees',
      'Now Twice!',
      'item one and more',
      '- item one more',
    ]
    for (const markdown of others) {
      const { sentences } = reanchor(before, markdown, 'en')
      assert.deepEqual(
        sentences.flatMap(({ citations }) => citations),
        [],
        markdown,
      )
    }
  })

  it('does not count marks and the speaker of a quote as sentences', () => {
    const markdown = '> A quote.\n>\n> — Ada\n\n---\n\n1. First\n\n## Head'
    assert.deepEqual(shown(reanchor(null, markdown, 'en')), ['A quote.', 'First', 'Head'])
    assert.deepEqual(reanchor(null, '', 'en'), { markdown: '', sentences: [] })
  })
})
