import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import fc from 'fast-check'
import {
  createFontLibrary,
  layouts,
  paintSvg,
  parseDeckSpec,
  resolveDeck,
  themes,
} from '../src/index.ts'
import type { FontLibrary, Scene, SceneElement, Theme } from '../src/index.ts'
import { readThemeFonts } from '../src/node.ts'
import { hostileSlides } from './hostile-slides.ts'
import { sampleDeck, samplePicture } from './sample-deck.ts'

const libraries = new Map<string, Promise<FontLibrary>>()
const fontsOf = (theme: Theme) => {
  const known = libraries.get(theme.key) ?? readThemeFonts(theme).then(createFontLibrary)
  libraries.set(theme.key, known)
  return known
}
const assets = [samplePicture('office')]

function* walk(elements: readonly SceneElement[]): Generator<SceneElement> {
  for (const element of elements) {
    yield element
    if (element.type === 'group') yield* walk(element.elements)
    if (element.type === 'table') yield* walk(element.rows.flatMap(({ cells }) => cells))
    if (element.type === 'chart') yield* walk(element.drawing)
  }
}

/** Everything is in whole units and on the slide; texts of one level do not cover each other. */
function assertSound(scene: Scene): void {
  for (const { box, name } of walk(scene.elements)) {
    const { x, y, width, height } = box
    assert.ok(
      [x, y, width, height].every(Number.isInteger),
      `${scene.layout}: ${name} ${JSON.stringify(box)}`,
    )
    assert.ok(
      x >= 0 && y >= 0 && x + width <= 12_192_000 + 1 && y + height <= 6_858_000 + 1,
      `${scene.layout}: ${name} leaves the slide`,
    )
  }
  const texts = scene.elements.filter((element) => element.type !== 'shape')
  for (const [index, one] of texts.entries()) {
    for (const other of texts.slice(index + 1)) {
      const across =
        Math.min(one.box.x + one.box.width, other.box.x + other.box.width) -
        Math.max(one.box.x, other.box.x)
      const down =
        Math.min(one.box.y + one.box.height, other.box.y + other.box.height) -
        Math.max(one.box.y, other.box.y)
      assert.ok(across <= 0 || down <= 0, `${scene.layout}: ${one.name} covers ${other.name}`)
    }
  }
}

test('every layout in every theme: all in its place, and all text fits', async () => {
  for (const theme of Object.values(themes)) {
    const deck = resolveDeck(parseDeckSpec({ ...sampleDeck, theme: theme.key }), {
      fonts: await fontsOf(theme),
      assets,
    })
    assert.deepEqual(
      deck.scenes.map(({ layout }) => layout).toSorted(),
      layouts.map(({ key }) => key).toSorted(),
    )
    for (const scene of deck.scenes) {
      assertSound(scene)
      for (const element of walk(scene.elements)) {
        if (element.type !== 'text') continue
        assert.notEqual(
          element.fit.outcome,
          'over',
          `${theme.key}/${scene.layout}: ${element.name}`,
        )
        assert.equal(element.missing, '')
      }
    }
  }
})

test('the same deck gives the same scenes and pictures, and an unchanged slide is not resolved again', async () => {
  const fonts = await fontsOf(themes.slate)
  const spec = parseDeckSpec(sampleDeck)
  const first = resolveDeck(spec, { fonts, assets })
  const again = resolveDeck(structuredClone(spec), { fonts, assets })
  assert.equal(again.scenes[3], first.scenes[3])
  const fresh = resolveDeck(spec, {
    fonts: await createFontLibrary(await readThemeFonts(themes.slate)),
    assets,
  })
  assert.deepEqual(fresh.scenes, first.scenes)
  assert.equal(paintSvg(fresh, fresh.scenes[3]!), paintSvg(first, first.scenes[3]!))
})

test('a picture is XML, names its slide, and needs no font', async () => {
  const deck = resolveDeck(
    parseDeckSpec({
      title: 't',
      slides: [{ id: 'a"<', layout: 'bullets', title: 'A & B <c> "d" ]]>', items: ['x'] }],
    }),
    { fonts: await fontsOf(themes.slate) },
  )
  const svg = paintSvg(deck, deck.scenes[0]!)
  assert.match(svg, /aria-label="A &amp; B &lt;c&gt; &quot;d&quot; \]\]&gt;"/)
  assert.doesNotMatch(svg, /<text|NaN|undefined/)
})

test('hostile words stay on the slide', async () => {
  const fonts = await fontsOf(themes.slate)
  fc.assert(
    fc.property(hostileSlides, (content) => {
      const spec = parseDeckSpec({ title: 'Hostile', slides: [{ id: 'h', ...content }] })
      const deck = resolveDeck(spec, { fonts })
      assertSound(deck.scenes[0]!)
      assert.doesNotMatch(paintSvg(deck, deck.scenes[0]!), /NaN|Infinity|undefined/)
    }),
    { numRuns: Number(process.env['SCENE_FUZZ'] ?? 40) },
  )
})

test('a deck that is wrong is refused with the place', () => {
  assert.throws(
    () => parseDeckSpec({ title: 't', slides: [{ id: 'a', layout: 'bullets', title: '' }] }),
    /title|items/,
  )
  assert.throws(
    () => parseDeckSpec({ title: 't', slides: [{ id: 'a', layout: 'nope' }] }),
    /layout/,
  )
})

test('the example of the README works as it stands', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const code = /```ts\n([^]*?)```/.exec(readme)![1]!
  const example = code
    .replaceAll(
      "'@galley/scene/node'",
      JSON.stringify(new URL('../src/node.ts', import.meta.url).href),
    )
    .replaceAll("'@galley/scene'", JSON.stringify(new URL('../src/index.ts', import.meta.url).href))
  const { svg } = await import(
    `data:text/javascript,${encodeURIComponent(`${example}\nexport { svg }`)}`
  )
  assert.match(svg, /^<svg .*Bees dance to tell the way/)
})
