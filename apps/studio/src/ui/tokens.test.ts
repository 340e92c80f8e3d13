import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const themes = { light: readTokens(':root'), dark: readTokens("[data-theme='dark']") }

const grounds = ['paper', 'surface', 'sunken']
const words = ['ink', 'muted', 'accent', 'danger', 'success', 'warning']
const softs = ['accent', 'danger', 'success', 'warning', 'insert', 'remove']

/** What is read, on what it is written. */
const texts = [
  ...grounds.flatMap((ground) => words.map((word) => [word, ground])),
  ...softs.flatMap((name) => [
    [name, `${name}-soft`],
    ['ink', `${name}-soft`],
  ]),
  ['muted', 'accent-soft'],
  ['on-accent', 'accent'],
  // A tooltip has the colours of the page turned around.
  ['paper', 'ink'],
] as [string, string][]

/** What is only seen: edges of controls, the ring of the focus, lines and bars of charts. */
const shapes = grounds.flatMap((ground) =>
  ['edge', 'focus', 'accent', ...[1, 2, 3, 4, 5].map((index) => `series-${index}`)].map((name) => [
    name,
    ground,
  ]),
) as [string, string][]

for (const [theme, tokens] of Object.entries(themes)) {
  test(`text is read on what it is written on, ${theme}`, () => {
    assert.deepEqual(tooClose(tokens, texts, 4.5), [])
  })

  test(`edges, the focus and charts are told from what is around them, ${theme}`, () => {
    assert.deepEqual(tooClose(tokens, shapes, 3), [])
  })
}

test('both themes have the same names, and Tailwind knows each of them', () => {
  assert.deepEqual([...themes.light.keys()], [...themes.dark.keys()])
  const known = [...css.matchAll(/--color-([\w-]+): var\(--\1\)/g)].map(([, name]) => name)
  assert.deepEqual(
    [...themes.light.keys()].filter((name) => name !== 'shade'),
    known,
  )
})

test('black on white is twenty-one to one', () => {
  const tokens = readColours('--black: oklch(0% 0 0); --white: oklch(100% 0 0);')
  assert.equal(Math.round(contrast(tokens.get('black')!, tokens.get('white')!)), 21)
})

function tooClose(tokens: Map<string, number>, pairs: [string, string][], least: number): string[] {
  return pairs
    .map(([over, under]) => ({
      what: `${over} on ${under}`,
      ratio: contrast(tokens.get(over)!, tokens.get(under)!),
    }))
    .filter(({ ratio }) => !(ratio >= least))
    .map(({ what, ratio }) => `${what}: ${ratio.toFixed(2)}`)
}

/** The ratio that WCAG 2 defines, of two luminances. */
function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** The tokens of a theme with their luminance. */
function readTokens(selector: string): Map<string, number> {
  const from = css.indexOf(`${selector} {`)
  return readColours(css.slice(from, css.indexOf('}', from)))
}

function readColours(block: string): Map<string, number> {
  const colours = block.matchAll(/--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)[^)]*\)/g)
  return new Map(
    [...colours].map(([, name, lightness, chroma, hue]) => [
      name!,
      luminance(Number(lightness) / 100, Number(chroma), (Number(hue) * Math.PI) / 180),
    ]),
  )
}

/** OKLCH to linear sRGB (https://bottosson.github.io/posts/oklab), cut off where a screen ends. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const [red, green, blue] = [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ].map((channel) => Math.min(1, Math.max(0, channel))) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
