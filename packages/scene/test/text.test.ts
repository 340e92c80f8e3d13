import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import {
  breakLines,
  cleanText,
  countLines,
  createFontLibrary,
  directionOf,
  fitText,
  layoutBlock,
  prepareParagraph,
} from '../src/index.ts'
import type { BlockParagraph, FontLibrary, TextRun } from '../src/index.ts'
import { readInstalledFonts } from '../src/node.ts'
import { run, testFonts } from './fonts.ts'

const linesOf = (fonts: FontLibrary, runs: TextRun[], size: number, width: number) => {
  const paragraph = prepareParagraph(fonts, runs, 'en')
  return breakLines(paragraph, size, width).map(({ start, end }) =>
    paragraph.text.slice(start, end),
  )
}

const block = (fonts: FontLibrary, ...texts: string[]): BlockParagraph[] =>
  texts.map((text) => ({
    paragraph: prepareParagraph(fonts, [run(text)], 'en'),
    direction: directionOf(text),
    align: 'start',
    indent: 0,
    marker: null,
    spaceBefore: 0.5,
    lineSpacing: 1,
  }))

test('lines break where Chromium breaks them', async () => {
  const fonts = await testFonts()
  // What the DOM of Chromium 156 made of these in Inter, 16 px.
  assert.deepEqual(linesOf(fonts, [run('Read and/or write: https://example.org/a')], 16, 150), [
    'Read and/or write:',
    'https://example.org',
    '/a',
  ])
  assert.deepEqual(linesOf(fonts, [run('The quick brown fox jumps')], 16, 120), [
    'The quick',
    'brown fox',
    'jumps',
  ])
  assert.deepEqual(linesOf(fonts, [run('春天到了，我们去公园散步。')], 16, 100), [
    '春天到了，我',
    '们去公园散',
    '步。',
  ])
})

test('breaking is proportional: twice the size in twice the width is the same', async () => {
  const fonts = await testFonts()
  const text = 'Pure arithmetic over widths that were measured once, at any size. شكرا جزيلا 🎉 done'
  const paragraph = prepareParagraph(fonts, [run(text)], 'en')
  for (const width of [80, 130, 200, 333]) {
    assert.deepEqual(breakLines(paragraph, 16, width), breakLines(paragraph, 203200, width * 12700))
    assert.equal(countLines(paragraph, 16, width), breakLines(paragraph, 16, width).length)
  }
})

test('runs of several looks wrap as one text, and a line knows its pieces', async () => {
  const fonts = await testFonts()
  const runs = [
    run('Rev'),
    run('enue', { weight: 700 }),
    run(' grew'),
    run('1', { scale: 0.6, raise: 0.33 }),
  ]
  const [item] = [{ ...block(fonts, '')[0]!, paragraph: prepareParagraph(fonts, runs, 'en') }]
  const { lines } = layoutBlock(fonts, [item], 20, 1000)
  assert.equal(lines.length, 1)
  assert.deepEqual(
    lines[0]!.runs.map(({ text, face, size }) => [text, face, size]),
    [
      ['Rev', 'Inter-400', 20],
      ['enue', 'Inter-700', 20],
      [' grew', 'Inter-400', 20],
      ['1', 'Inter-400', 12],
    ],
  )
  assert.deepEqual(linesOf(fonts, runs, 20, 95), ['Revenue', 'grew1'])
})

test('Arabic and Hebrew run from right to left, in their own faces, Latin inside them does not', async () => {
  const fonts = await testFonts()
  const { lines } = layoutBlock(fonts, block(fonts, 'إيرادات 2024 (Galley) اليوم'), 20, 1000)
  const [line] = lines
  assert.deepEqual(
    line!.runs
      .filter(({ text }) => /[\p{L}\d]/u.test(text))
      .map(({ text, face, isRightToLeft }) => [text.trim(), face, isRightToLeft]),
    [
      ['اليوم', 'Noto Sans Arabic-400', true],
      ['Galley', 'Inter-400', false],
      ['2024', 'Inter-400', false],
      ['إيرادات', 'Noto Sans Arabic-400', true],
    ],
  )
  // It begins at the right edge.
  assert.ok(Math.abs(line!.x + line!.width - 1000) < 0.01)
  assert.equal(directionOf('— 12 שלום'), 'rtl')
})

test('emoji are whole, take room, and have no face', async () => {
  const fonts = await testFonts()
  const { lines } = layoutBlock(fonts, block(fonts, 'Go 👩‍🚀👍🏽 1 © now'), 20, 1000)
  assert.deepEqual(
    lines[0]!.runs.map(({ text, face }) => [text, face]),
    [
      ['Go ', 'Inter-400'],
      ['👩‍🚀', null],
      ['👍🏽', null],
      [' 1 © now', 'Inter-400'],
    ],
  )
  assert.equal(lines[0]!.runs[1]!.width, 25)
})

test('tabs reach stops and line ends end lines', async () => {
  const fonts = await testFonts()
  const { lines } = layoutBlock(fonts, block(fonts, 'a\tb\nc\td\n'), 20, 1000)
  assert.deepEqual(
    lines.map(({ start, end }) => [start, end]),
    [
      [0, 3],
      [4, 7],
    ],
  )
  assert.equal(lines[0]!.runs.at(-1)!.x, lines[1]!.runs.at(-1)!.x)
})

test('the largest size is found at which the text fits, words whole', async () => {
  const fonts = await testFonts()
  const sizes = [40, 32, 28, 24, 20, 18]
  const short = fitText(fonts, block(fonts, 'Short'), { width: 400, height: 100, sizes })
  assert.deepEqual([short.size, short.outcome], [40, 'fits'])
  const word = fitText(fonts, block(fonts, 'Donaudampfschifffahrtsgesellschaft'), {
    width: 400,
    height: 400,
    sizes,
  })
  assert.deepEqual([word.size, word.outcome, word.lines], [20, 'shrunk', 1])
  const long = fitText(fonts, block(fonts, 'too much '.repeat(80)), {
    width: 200,
    height: 100,
    sizes,
  })
  assert.equal(long.outcome, 'over')
  assert.ok(long.extraLines > 20)
})

test('hostile text neither throws nor loses characters', async () => {
  const fonts = await testFonts()
  const pieces = fc.constantFrom(
    '\0',
    '\uD800',
    ']]>',
    '👨‍👩‍👧',
    'שלום',
    'العربية',
    '中文，',
    'word ',
    '\n',
    '\t',
    '\u00AD',
    '\u202E',
    'ﬁ',
    'é',
    '\u200B',
    '🇩🇪',
    'x'.repeat(300),
  )
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 12 }),
      fc.integer({ min: 1, max: 400 }),
      (parts, width) => {
        const text = cleanText(parts.join(''))
        const [item] = block(fonts, text)
        const { lines, height } = layoutBlock(fonts, [item!], 16, width)
        assert.ok(Number.isFinite(height))
        let from = 0
        for (const line of lines) {
          assert.equal(text.slice(from, line.start).trim().replaceAll('\u200B', ''), '')
          const shown = line.runs.map((run) => run.text).join('')
          assert.equal(shown.length, line.end - line.start)
          assert.ok(line.runs.every((run) => Number.isFinite(run.x) && run.width >= 0))
          from = line.end
        }
        assert.equal(text.slice(from).trim(), '')
      },
    ),
    { numRuns: 150 },
  )
  const giant = fitText(fonts, block(fonts, 'a'.repeat(10_000)), {
    width: 100,
    height: 50,
    sizes: [20, 18],
  })
  assert.equal(giant.outcome, 'over')
})

test('a file that is no font is refused with its reason', async () => {
  const data = new TextEncoder().encode('wOF2 and more')
  await assert.rejects(
    createFontLibrary([{ family: 'X', weight: 400, italic: false, data }]),
    /"X" cannot be used: it is WOFF/,
  )
  await assert.rejects(
    readInstalledFonts([{ family: 'No Such', weights: [400] }]),
    /npm install @expo-google-fonts\/no-such/,
  )
})

test('globals are as they were', async () => {
  const read = () =>
    ['navigator', 'OffscreenCanvas'].map((name) =>
      Object.getOwnPropertyDescriptor(globalThis, name),
    )
  const before = read()
  prepareParagraph(await testFonts(), [run('text')], 'de')
  assert.deepEqual(read(), before)
})
