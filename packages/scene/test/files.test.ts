import assert from 'node:assert/strict'
import test from 'node:test'
import {
  createFontLibrary,
  paintPdf,
  paintPng,
  parseDeckSpec,
  resolveDeck,
  themes,
} from '../src/index.ts'
import { readThemeFonts } from '../src/node.ts'
import { sampleCharts, sampleDeck, samplePicture } from './sample-deck.ts'

const deckOf = async (slides: unknown[]) =>
  resolveDeck(parseDeckSpec({ ...sampleDeck, slides }), {
    fonts: await createFontLibrary(await readThemeFonts(themes.slate)),
    assets: [samplePicture('office')],
  })

test('a slide is a PNG of the width asked for, the same each time', async () => {
  const deck = await deckOf(sampleDeck.slides)
  const png = Buffer.from(await paintPng(deck, deck.scenes[0]!, { width: 320 }))
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [320, 180])
  assert.ok(png.length > 1500)
  assert.ok(png.equals(await paintPng(deck, deck.scenes[0]!, { width: 320 })))
})

test('a deck is a PDF with a page for each slide, tagged, the same each time', async () => {
  const deck = await deckOf([
    ...sampleDeck.slides.slice(3, 6),
    ...sampleDeck.slides.slice(11, 14),
    sampleCharts[3],
    { id: 'ar', layout: 'bullets', title: 'إيرادات السنة 2026', items: ['نمو قوي 👩‍🚀', 'שלום'] },
  ])
  const [first, again] = await Promise.all([paintPdf(deck), paintPdf(deck)])
  const text = Buffer.from(first).toString('latin1')
  assert.equal(text.match(/\/Type \/Page\b/g)?.length, 8)
  assert.match(text, /\/StructTreeRoot/)
  assert.ok(Buffer.from(first).equals(again))
})
