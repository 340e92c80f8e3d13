import assert from 'node:assert/strict'
import test from 'node:test'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { Node } from 'prosemirror-model'
import { readRegion, schema, writeRegion } from '../src/index.ts'
import { editableBlocks } from '../src/region.ts'
import { commonmark, gfmSamples, readRealTexts } from './corpus.ts'

const real = readRealTexts(200)
const all = [...commonmark, ...gfmSamples, ...real]

const render = (markdown: string) =>
  micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  })
    .replace(/\s+/g, ' ')
    .trim()

/** The same blocks as other objects: what an undo, a paste or a reload leaves. */
const rebuilt = (blocks: readonly Node[]) =>
  blocks.map((block) => Node.fromJSON(schema, JSON.parse(JSON.stringify(block.toJSON()))))

test('there are examples and real texts to read', () => {
  assert.equal(commonmark.length, 652)
  assert.ok(real.length > 50, `only ${real.length} real texts`)
})

test('what nobody touched keeps its bytes', () => {
  for (const { name, markdown } of all) {
    const region = readRegion(markdown)
    assert.equal(writeRegion(region.blocks, region), markdown, name)
  }
})

test('blocks that were rebuilt keep their bytes too', () => {
  for (const { name, markdown } of all) {
    const region = readRegion(markdown)
    assert.equal(writeRegion(rebuilt(region.blocks), region), markdown, name)
  }
})

test('the blocks are valid for the editor', () => {
  for (const { name, markdown } of all) {
    const region = readRegion(markdown)
    const standfirst = schema.nodes.standfirst.create(null, editableBlocks(region))
    assert.doesNotThrow(() => standfirst.check(), name)
  }
})

test('taking a block away leaves the bytes of the others', () => {
  for (const { name, markdown } of real) {
    const region = readRegion(markdown)
    // A definition is gone with its block, and links to it are written out.
    if (region.blocks.length < 2 || /^\s*\[/.test(region.sources.at(-1)!)) continue
    const without = writeRegion(region.blocks.slice(0, -1), region)
    const before = markdown.slice(0, markdown.length - region.gaps.at(-1)!.length)
    assert.ok(before.startsWith(without.trimEnd()), name)
  }
})

test('a new paragraph at the end changes no byte before it', () => {
  const paragraph = schema.nodes.paragraph.create(null, schema.text('Added.'))
  let composed = 0
  for (const { name, markdown } of real) {
    const region = readRegion(markdown)
    const next = writeRegion([...region.blocks, paragraph], region)
    assert.match(next, /Added\.\s*$/, name)
    if (next.startsWith(markdown.trimEnd())) composed += 1
  }
  // A text that ends in HTML or a definition takes the next line with it, and is written anew.
  assert.ok(composed >= real.length * 0.98, `${composed} of ${real.length}`)
})

test('an edited paragraph is written anew, and nothing besides', () => {
  let edited = 0
  for (const { name, markdown } of real) {
    const region = readRegion(markdown)
    const at = region.blocks.findIndex(({ type }) => type.name === 'paragraph')
    if (at < 0) continue
    const paragraph = schema.nodes.paragraph.create(null, schema.text('Something else.'))
    const next = writeRegion(region.blocks.with(at, paragraph), region)
    const from =
      region.gaps.slice(0, at + 1).join('').length + region.sources.slice(0, at).join('').length
    const expected =
      markdown.slice(0, from) +
      'Something else.' +
      markdown.slice(from + region.sources[at]!.length)
    assert.equal(next, expected, name)
    edited += 1
  }
  assert.ok(edited > 50)
})

test('a block that is written anew reads the same', () => {
  const outcome = { same: 0, all: 0 }
  for (const { markdown } of all) {
    const region = readRegion(markdown)
    for (const [index, block] of region.blocks.entries()) {
      if (block.type.name === 'opaque_block') continue
      outcome.all += 1
      // As if it had been edited: no origin knows it.
      const alone = { ...readRegion(''), gaps: [''] }
      const source = region.sources[index]!
      if (render(writeRegion([block], alone)) === render(source)) outcome.same += 1
    }
  }
  // References lose their definitions when a block stands alone, and a few examples are puzzles.
  const share = outcome.same / outcome.all
  assert.ok(share > 0.95, `${outcome.same} of ${outcome.all} blocks`)
})

test('two lists beside each other stay two', () => {
  const list = (text: string) =>
    schema.nodes.bullet_list.create(null, [
      schema.nodes.list_item.create(null, [schema.nodes.paragraph.create(null, schema.text(text))]),
    ])
  const region = readRegion('- one\n')
  const next = writeRegion([...region.blocks, list('two')], region)
  assert.equal(readRegion(next).blocks.length, 2, next)
})

test('words that look like marks stay words', () => {
  for (const words of [
    '# not a heading',
    '1. not a list',
    '*stars*',
    '<b>',
    '[x](y)',
    '> no',
    '- no',
    '    indented',
    '`tick',
    '| a | b |',
    '~~no~~',
    '&amp;',
    'a_b_c',
    '\\',
  ]) {
    const paragraph = schema.nodes.paragraph.create(null, schema.text(words))
    const markdown = writeRegion([paragraph], readRegion(''))
    const [again] = readRegion(markdown).blocks
    assert.equal(again!.type.name, 'paragraph', `${words} → ${markdown}`)
    assert.equal(again!.textContent.trim(), words.trim(), markdown)
  }
})
