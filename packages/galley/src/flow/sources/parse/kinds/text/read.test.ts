import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSource } from '../../index.ts'

const parse = (text: string) =>
  parseSource({ bytes: new TextEncoder().encode(text), fileName: 'a.txt' })
const outline = async (text: string) =>
  (await parse(text)).segments.map((segment) => [segment.kind, segment.text])

describe('plain text', () => {
  it('joins wrapped lines and separates paragraphs at blank lines', async () => {
    assert.deepEqual(await outline('One\ntwo.\n\n\n\nThree.\n'), [
      ['paragraph', 'One two.'],
      ['paragraph', 'Three.'],
    ])
  })

  it('takes each line for a paragraph where lines are long and never blank', async () => {
    const line =
      'A long line that no one wrapped by hand goes on and on until it is far beyond a hundred characters wide.'
    assert.equal((await outline(`${line}\n${line}\n${line}`)).length, 3)
  })

  it('finds plain headings, rules, lists and quotes', async () => {
    const text =
      'Tea\n===\n\nINTRODUCTION\n\nTea is hot.\n\n- green\n- black\n  and strong\n\n> quoted\n> words\n\n2. Brewing Water\n\nBoil it.\n'
    assert.deepEqual(await outline(text), [
      ['heading', 'Tea'],
      ['heading', 'INTRODUCTION'],
      ['paragraph', 'Tea is hot.'],
      ['list-item', 'green'],
      ['list-item', 'black and strong'],
      ['quote', 'quoted words'],
      ['heading', '2. Brewing Water'],
      ['paragraph', 'Boil it.'],
    ])
    assert.equal((await parse(text)).title, 'Tea')
  })

  it('keeps offsets, heading paths and separators in step', async () => {
    const { text, segments } = await parse('Tea\n===\n\nHot.\n\n- a\n- b\n')
    assert.equal(text, 'Tea\n\nHot.\n\na\nb')
    for (const { start, end, text: words } of segments) assert.equal(text.slice(start, end), words)
    assert.deepEqual(segments[1]?.headingPath, ['Tea'])
    assert.deepEqual(segments[0]?.headingPath, [])
  })

  it('reads a transcript that was copied from a video site', async () => {
    const source = await parse('0:00\nso today we\n0:02\ntalk about tea\n0:04\nand cake\n0:20\nbye')
    assert.deepEqual(
      source.segments.map(({ text, startMs, endMs }) => [text, startMs, endMs]),
      [['so today we talk about tea and cake bye', 0, 20_000]],
    )
  })

  it('refuses a text without a word, and one that is too long', async () => {
    await assert.rejects(parse(' \n***\n'), { code: 'source_no_text' })
    const bytes = new TextEncoder().encode('word '.repeat(100))
    await assert.rejects(parseSource({ bytes, limits: { maxCharacters: 99 } }), {
      name: 'TooLargeError',
      code: 'source_text_too_long',
    })
  })
})
