import assert from 'node:assert/strict'
import test from 'node:test'
import {
  checkScene,
  createFontLibrary,
  parseDeckSpec,
  repairDeck,
  resolveDeck,
  themes,
} from '../src/index.ts'
import type { FontLibrary, RewriteRequest } from '../src/index.ts'
import { readThemeFonts } from '../src/node.ts'
import { sampleCharts, sampleDeck, samplePicture } from './sample-deck.ts'

let fonts: FontLibrary
test.before(async () => {
  fonts = await createFontLibrary(
    (await Promise.all(Object.values(themes).map(readThemeFonts))).flat(),
  )
})
const assets = [samplePicture('office')]
const check = (slides: unknown[], theme = 'slate') => {
  const deck = resolveDeck(parseDeckSpec({ title: 'Deck', theme, slides }), { fonts, assets })
  return deck.scenes.flatMap((scene) => checkScene(deck, scene))
}
const bullets = (items: string[]) => ({ id: 'a', layout: 'bullets', title: 'Too much', items })
const sentence =
  'A point that says a little more than it would have to, so that it takes two lines or even three of them on the slide. '

test('every layout in every theme has nothing to complain about', () => {
  for (const theme of Object.keys(themes)) {
    const found = check([...sampleDeck.slides, ...sampleCharts], theme)
    assert.deepEqual(
      found.map(({ slide, message }) => `${theme} ${slide} ${message}`),
      [],
    )
  }
})

test('what is wrong is named, with the amount', () => {
  const found = check([
    bullets(Array.from({ length: 12 }, () => sentence.repeat(3))),
    {
      id: 'b',
      layout: 'image',
      title: 'A picture',
      items: ['x'],
      image: { asset: 'gone', alt: '' },
    },
    {
      id: 'c',
      layout: 'image',
      title: 'A picture',
      items: ['x'],
      image: { asset: 'office', alt: '' },
    },
    { id: 'd', layout: 'bullets', title: 'Letters \u{16A0}', items: ['x'] },
    {
      id: 'e',
      layout: 'chart',
      title: 'None',
      chart: { kind: 'line', categories: ['a'], series: [{ name: 's', values: [null] }] },
    },
  ])
  assert.deepEqual(
    found.map(({ rule, slide }) => `${slide} ${rule}`),
    ['a overflow', 'b empty', 'c alt', 'd font', 'e empty'],
  )
  assert.ok(found[0]!.amount > 10)
  assert.match(found[0]!.message, /\d+ lines more than there is room for/)
})

test('elements that were dragged over each other, off the slide or nearly into line are found', () => {
  const deck = resolveDeck(parseDeckSpec({ title: 'Deck', slides: [bullets(['x'])] }), { fonts })
  const scene = structuredClone(deck.scenes[0]!)
  const body = scene.elements.find(({ name }) => name === 'Points')!
  body.box = { ...body.box, x: body.box.x + 20_000, y: 0, height: 8_000_000 }
  const rules = checkScene(deck, scene).map(({ rule }) => rule)
  assert.deepEqual(new Set(rules), new Set(['bounds', 'overlap', 'alignment']))
})

test('a list that is too long goes on on another slide, and no point is lost', async () => {
  const items = Array.from({ length: 12 }, (_, index) => `${index + 1}. ${sentence.repeat(2)}`)
  const spec = parseDeckSpec({
    title: 'Deck',
    slides: [bullets(items), { id: 'z', layout: 'section', title: 'Next' }],
  })
  const repaired = await repairDeck(spec, { fonts })
  assert.deepEqual(repaired.issues, [])
  assert.ok(repaired.spec.slides.length > 2)
  assert.equal(repaired.spec.slides.at(-1)!.id, 'z')
  const kept = repaired.spec.slides.flatMap(
    (slide) => (slide['items'] as string[] | undefined) ?? [],
  )
  assert.deepEqual(
    kept.map((item) => item.trim()),
    items.map((item) => item.trim()),
  )
  assert.equal(new Set(repaired.spec.slides.map(({ id }) => id)).size, repaired.spec.slides.length)
})

test('words are asked for once, with amounts, and taken only when they are better', async () => {
  const wordy = { id: 'c', layout: 'closing', title: 'Thanks', contact: 'Everybody\n'.repeat(19) }
  const spec = parseDeckSpec({ title: 'Deck', slides: [wordy, bullets(['x'])] })
  const asked: RewriteRequest[][] = []
  const repair = (answers: unknown[]) =>
    repairDeck(spec, { fonts }, async (requests) => {
      asked.push(requests)
      return answers
    })
  const better = await repair([{ ...wordy, contact: 'All of us' }, { nonsense: true }])
  assert.equal(asked.length, 1)
  assert.match(asked[0]![0]!.problems[0]!, /\d+ lines more/)
  assert.equal(better.spec.slides[0]!['contact'], 'All of us')
  assert.deepEqual(better.issues, [])
  const same = await repair(spec.slides)
  assert.deepEqual(same.spec, spec)
  assert.ok(same.issues.length > 0)
})
