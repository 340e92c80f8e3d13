import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { Segment } from '../source-text.ts'
import { parseSource, type ParsedSource } from './index.ts'
import { htmlToBlocks } from './html/html-to-blocks.ts'

/**
 * Every real file becomes a sensible source or an error with a stable code. The corpus lies beside
 * the repository (or where GALLEY_CORPUS says), because its files are not ours to distribute.
 */
const corpus =
  process.env['GALLEY_CORPUS'] ??
  fileURLToPath(import.meta.resolve('../../../../../../../shared/corpus'))
const skip = existsSync(corpus) ? false : 'the corpus of real files is not beside the repository'

const read = (path: string) => new Uint8Array(readFileSync(`${corpus}/${path}`))
const parse = (path: string) => parseSource({ bytes: read(path), fileName: path.split('/').at(-1) })
const list = (folder: string) => (skip ? [] : readdirSync(`${corpus}/${folder}`))
const speakers = (source: ParsedSource) =>
  new Set(source.segments.flatMap(({ speaker }) => speaker ?? []))

/** What holds for every source, whatever it was. */
function assertSound(source: ParsedSource): void {
  z.array(Segment.omit({ id: true })).parse(source.segments)
  let end = 0
  for (const segment of source.segments) {
    assert.equal(source.text.slice(segment.start, segment.end), segment.text)
    assert.ok(segment.start >= end && /^\n*$/.test(source.text.slice(end, segment.start)))
    assert.ok(segment.endMs === null || segment.endMs >= (segment.startMs ?? 0))
    end = segment.end
  }
  assert.equal(end, source.text.length)
  assert.equal(source.text, source.text.normalize('NFC'))
  // Everything but tab and newline below the blank.
  assert.ok(
    [...source.text].every(
      (character) => character >= ' ' || character === '\n' || character === '\t',
    ),
  )
  assert.doesNotMatch(source.text, /\ufeff|\r|\n{3}/)
  assert.ok(source.wordCount > 0)
}

interface Expectation {
  words: [least: number, most: number]
  kind?: string
  title?: string
  language?: string
  pages?: number
  headings?: number
  speakers?: string[]
  includes?: string[]
  excludes?: string[]
}

const files: Record<string, Expectation | { code: string }> = {
  'CATAPULT__209-1-not-a-zip.zip': { kind: 'text', words: [20, 30] },
  'docling__README.md': { words: [280, 340], headings: 3, title: 'EBCDIC test data' },
  'docling__amt_handbook_sample.pdf': {
    words: [600, 660],
    pages: 1,
    headings: 3,
    title: 'AMT General Handbook',
    includes: [
      'The wing type that is the most common ranges in size',
      'to eliminate rotation or misalignment',
    ],
  },
  'docling__docx_grouped_images.docx': { words: [30, 40], headings: 2, title: 'Grouped images' },
  'docling__fp8-v.s.-bf16.pdf': { code: 'source_no_text_layer' },
  'docling__inline_and_formatting.md': { words: [90, 110], headings: 4 },
  'docling__invisible_text_layer.pdf': { words: [7, 7], pages: 1 },
  'docling__webvtt_example_03.vtt': {
    words: [55, 70],
    speakers: ['Speaker A', 'Speaker B'],
    includes: ['OK, I think now we should be recording properly.'],
  },
  'docling__word_sample.docx': {
    words: [110, 130],
    headings: 3,
    includes: ['Leaves | Ash, Elm, Maple | 50'],
  },
  'eleventy-base-blog__fifthpost.md': { words: [5, 5], excludes: ['const title'] },
  'eleventy-base-blog__secondpost.md': {
    words: [120, 150],
    title: 'This is my second post with a much longer title.',
    headings: 1,
  },
  'markitdown__MEDRPT-2024-PAT-3847_medical_report_scan.pdf': { code: 'source_no_text_layer' },
  'music-metadata__corrupt.mkv': { code: 'source_binary' },
  'pdf.js__annotation-squiggly-without-appearance.pdf': { words: [8, 10], language: 'nl-NL' },
  'pycaption__example.srt': {
    words: [11_000, 11_800],
    language: 'en',
    speakers: ['LITHGOW', 'BODANIS', 'MEITNER'],
    includes: [
      'When we think of E equals m c-squared, we have this vision of Einstein as an old, wrinkly man with white hair.',
    ],
  },
  'readability__ars-1_source.html': {
    words: [560, 620],
    title: 'Just-released Minecraft exploit makes it easy to crash game servers',
  },
  'readability__v8-blog_source.html': {
    words: [2_350, 2_500],
    headings: 9,
    includes: ['int add(int x, int y)'],
  },
  'subsrt__sample.srt': { words: [40, 45], speakers: ['ALICE', 'JOHN'] },
  'tika__testNakedUTF16BOM.mp3': { code: 'source_unsupported' },
  'tika__testWORD.docx': { words: [95, 110], headings: 5, title: 'Sample Word Document' },
  'tika__testWebVTT_header.vtt': { words: [5, 5] },
  'unstructured__README.rst': { kind: 'text', words: [120, 150], headings: 2 },
  'unstructured__pdf-bad-color-space.pdf': {
    words: [490, 540],
    includes: [
      'significant steps over the past two decades to minimize our own emissions',
      'One of the key levers for reducing emissions from our operations is transitioning to clean energy. Energy use contributes',
    ],
  },
  'unstructured__password_protected.xlsx': { code: 'source_encrypted' },
  'unstructured__simple-table.md': { words: [9, 12], includes: ['Juicy Apples | 1.99 | 739'] },
  'webvtt.js__text.vtt': { kind: 'vtt', words: [4, 6] },
  'webvtt.js__timings-eof.vtt': { code: 'source_no_text' },
  'webvtt.js__timings-too-long.vtt': { words: [2, 3] },
}

/** Kinds that are told and refused by name. */
const unread =
  /\.(?:csv|xml|wav|zip|ipynb|msg|m4a|webm|mp3|ogg|flac|sami|scc|json|ass|lrc|sbv|smi|ssa|sub|mp4|epub|heic|odp|odt|rtf|webp|eml|jpg|xlsx|static)$/

describe('real files', { skip }, () => {
  for (const name of list('files')) {
    it(name, async () => {
      const expected = files[name]
      let source: ParsedSource
      try {
        source = await parse(`files/${name}`)
      } catch (error) {
        const { code } = error as { code?: string }
        assert.equal(
          code,
          expected && 'code' in expected ? expected.code : 'source_unsupported',
          String(error),
        )
        if (!expected) assert.match(name, unread)
        return
      }
      assertSound(source)
      if (!expected) return
      assert.ok('words' in expected, `${name} was read`)
      assertExpected(source, expected)
    })
  }
})

function assertExpected(source: ParsedSource, expected: Expectation): void {
  const [least, most] = expected.words
  assert.ok(source.wordCount >= least && source.wordCount <= most, `${source.wordCount} words`)
  if (expected.kind) assert.equal(source.kind, expected.kind)
  if (expected.title) assert.equal(source.title, expected.title)
  if (expected.language) assert.equal(source.language, expected.language)
  if (expected.pages) assert.equal(source.pageCount, expected.pages)
  if (expected.headings) {
    assert.equal(source.segments.filter(({ kind }) => kind === 'heading').length, expected.headings)
  }
  for (const speaker of expected.speakers ?? []) assert.ok(speakers(source).has(speaker), speaker)
  for (const words of expected.includes ?? []) assert.ok(source.text.includes(words), words)
  for (const words of expected.excludes ?? []) assert.ok(!source.text.includes(words), words)
}

/** Who speaks in each talk: all of them, and how often the first of them does, at least. */
const dialogues: Record<string, [names: string[], turnsOfFirst: number]> = {
  'talks/bitcoin-explained__bitcoin-core-v23.md': [['Aaron van Wirdum', 'Sjors Provoost'], 85],
  'talks/bitcoin-explained__taproot-activation-speedy-trial.md': [
    ['Aaron van Wirdum', 'Sjors Provoost'],
    59,
  ],
  'talks/bitcoin-explained__what-is-utreexo.md': [
    ['Aaron van Wirdum', 'Ruben Somsen', 'Sjors Provoost'],
    50,
  ],
  'talks/bitcoinplusplus__layer-2__building-trustless-bridges.md': [['John Light', 'Audience'], 30],
  'talks/chaincode-podcast__miniscript.md': [['Speaker 1', 'Speaker 2', 'Speaker 0'], 58],
  'talks/chaincode-podcast__sighash-anyprevout-ephemeral-anchors-and-ln-symmetry-eltoo.md': [
    ['Greg Sanders', 'Murch', 'Jonas'],
    92,
  ],
  'talks/london-bitcoin-devs__2020-06-23-socratic-seminar-coinswap.md': [
    [
      'Adam Gibson',
      'Michael Folkson',
      'Max Hillebrand',
      'Bob McElrath',
      'Ruben Somsen',
      'Openoms',
      'Aviv Milner',
    ],
    61,
  ],
  'talks/misc__adam3us-bitcoin-scaling-tradeoffs.md': [['Adam Back', 'Audience'], 60],
  'talks/potzblitz__2020-05-24-sergi-delgado-watchtowers.md': [
    ['Sergi Delgado Segura', 'Max Hillebrand', 'Jeff Gallas'],
    40,
  ],
  'talks/sf-bitcoin-meetup__2015-08-24-pieter-wuille-key-tree-signatures.md': [
    ['Pieter Wuille', 'Audience', 'Greg Maxwell'],
    40,
  ],
  'talks/stephan-livera-podcast__2020-08-09-thomas-voegtlin-ghost43-electrum.md': [
    ['Stephan Livera', 'Thomas Voegtlin', 'Ghost43'],
    51,
  ],
  'talks/tabconf__2024__supercharging-transactions-with-async-payjoin.md': [
    ['Brandon Lucas', 'Audience', 'Host'],
    20,
  ],
  'talks/wasabi-research-club__coinshuffle-plusplus-part-1.md': [
    ['Tim Ruffing', 'Adam Ficsor', 'Max Hillebrand', 'Lucas Ontivero', 'Raphael'],
    55,
  ],
  'podcasts/gotime__go-time-16.md': [
    ['Dave Cheney', 'Erik St. Martin', 'Carlisia Thompson', 'Brian Ketelsen'],
    42,
  ],
  'podcasts/gotime__go-time-175.md': [['Kris Brandow', 'Angelica Hill'], 40],
  'podcasts/jsparty__js-party-39.md': [
    ['Jerod Santo', 'Kevin Ball', 'Christopher Hiller', 'Nick Nisi'],
    50,
  ],
  'podcasts/podcast__the-changelog-605.md': [
    ['Justin Garrison', 'Autumn Nash', 'Andrew Guenther', 'Anita Zhang', 'Gina Häußge'],
    141,
  ],
  'podcasts/practicalai__practical-ai-182.md': [
    ['Montana Low', 'Daniel Whitenack', 'Chris Benson', 'Lev Kokotov'],
    12,
  ],
}

describe('real transcripts', { skip }, () => {
  for (const path of ['talks', 'podcasts'].flatMap((folder) =>
    list(folder).map((name) => `${folder}/${name}`),
  )) {
    it(path, async () => {
      const source = await parse(path)
      assertSound(source)
      assert.equal(source.language, 'en')
      const written = new TextDecoder().decode(read(path)).split(/\s+/).length
      assert.ok(
        source.wordCount > written * 0.8 && source.wordCount < written * 1.05,
        `${source.wordCount} of ${written}`,
      )

      // No label is left in the text, and no time.
      const prose = source.segments.filter(({ kind }) => kind === 'paragraph')
      assert.deepEqual(
        prose
          .filter(({ text }) => /^(?:Speaker \d|[A-Z]\w+ [A-Z]\w+):(?: |$)/.test(text))
          .map(({ text }) => text.slice(0, 60))
          .filter((text) => !/^(?:Kaitlin|Transcript)/.test(text)),
        [],
      )
      assert.deepEqual(
        prose.filter(({ text }) => /\d\d:\d\d:\d\d/.test(text)).map(({ text }) => text),
        [],
      )

      const [names, turns] = dialogues[path] ?? [null, 0]
      if (names === null) return
      assert.deepEqual([...speakers(source)].sort(), [...names].sort())
      assert.ok(prose.filter(({ speaker }) => speaker === names[0]).length >= turns)
    })
  }

  it('keeps the front matter of a talk', async () => {
    const source = await parse(
      'talks/sf-bitcoin-meetup__2015-08-24-pieter-wuille-key-tree-signatures.md',
    )
    assert.equal(source.title, 'Key Tree Signatures')
    assert.deepEqual(source.authors, ['Pieter Wuille'])
    assert.equal(source.publishedAt, '2015-08-24')
    assert.match(source.metadata['links'] ?? '', /prezi\.com/)
  })

  it('keeps the times of a talk, in order', async () => {
    const { segments } = await parse('talks/bitcoin-explained__bitcoin-core-v23.md')
    const times = segments.flatMap(({ startMs }) => startMs ?? [])
    assert.ok(times.length >= 169)
    assert.deepEqual(
      times,
      [...times].sort((one, other) => one - other),
    )
  })
})

describe('real pages', { skip }, () => {
  const names = list('files').filter((name) => name.endsWith('_expected.html'))
  it('hold the words of the article that was expected', async () => {
    const scores: number[] = []
    for (const name of names) {
      const source = await parse(`files/${name.replace('_expected', '_source')}`)
      const expected = htmlToBlocks(new TextDecoder().decode(read(`files/${name}`)))
      const score = overlap(expected.map(({ text }) => text).join('\n'), source.text)
      // One page has its menu in what was expected; ours leaves it out.
      assert.ok(score > (name.includes('hukumusume') ? 0.5 : 0.98), `${name}: ${score}`)
      scores.push(score)
    }
    assert.ok(scores.reduce((sum, score) => sum + score, 0) / scores.length > 0.96)
  })
})

/** F1 of the words two texts share, counted as often as they occur. */
function overlap(expected: string, actual: string): number {
  const count = (text: string) =>
    Map.groupBy(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [], (word) => word)
  const [one, other] = [count(expected), count(actual)]
  const size = (words: Map<string, string[]>) =>
    [...words.values()].reduce((sum, list) => sum + list.length, 0)
  const shared = [...one].reduce(
    (sum, [word, list]) => sum + Math.min(list.length, other.get(word)?.length ?? 0),
    0,
  )
  return (2 * shared) / (size(one) + size(other))
}
