import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseSource } from '../index.ts'
import { cleanCueText } from './clean-cue-text.ts'

const parse = (text: string, fileName = 'a.vtt') =>
  parseSource({ bytes: new TextEncoder().encode(text), fileName })
const parts = async (text: string, fileName?: string) =>
  (await parse(text, fileName)).segments.map(({ text: words, speaker, startMs, endMs }) => [
    words,
    speaker,
    startMs,
    endMs,
  ])

describe('WebVTT', () => {
  it('passes over header, notes, styles, regions, identifiers and settings', async () => {
    const source = await parse(
      `\ufeffWEBVTT - A talk\nKind: captions\nLanguage: de\n\nNOTE a\nnote\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:x\n\nfirst\n00:01.000 --> 00:02.500 align:start line:0\nGuten &amp; <i>Tag</i>.\n`,
    )
    assert.equal(source.text, 'Guten & Tag.')
    assert.equal(source.language, 'de')
    assert.match(source.metadata['header'] ?? '', /^A talk/)
    assert.deepEqual(
      [source.segments[0]?.startMs, source.segments[0]?.endMs, source.durationMs],
      [1_000, 2_500, 2_500],
    )
  })

  it('leaves out captions with bad times, and counts them', async () => {
    const source = await parse(
      'WEBVTT\n\n00:00:01.000 --> nonsense\nNo.\n\n00:05.000 --> 00:01.000\nNo.\n\n00:01.000 --> 00:02.000\nYes.\n',
    )
    assert.equal(source.text, 'Yes.')
    assert.equal(source.metadata['skippedCues'], '2')
  })

  it('makes voices speakers, several in one caption as well', async () => {
    assert.deepEqual(
      await parts('WEBVTT\n\n00:00.000 --> 00:04.000\n<v Ann>Hi.</v> <v.loud Bo Li>Hello.\n'),
      [
        ['Hi.', 'Ann', 0, 4_000],
        ['Hello.', 'Bo Li', 0, 4_000],
      ],
    )
  })

  it('keeps each line of rolling captions once', async () => {
    const rolling = [
      ['00:00.000', '00:02.000', ' \nso today we'],
      ['00:02.000', '00:02.010', 'so today we\n '],
      ['00:02.010', '00:04.000', 'so today we\nwill<00:00:03.000><c> talk</c> about'],
      ['00:04.000', '00:04.010', 'will talk about\n '],
      ['00:04.010', '00:06.000', 'will talk about\ntea'],
    ].map(([start, end, text]) => `${start} --> ${end}\n${text}`)
    assert.deepEqual(
      (await parts(`WEBVTT\n\n${rolling.join('\n\n')}\n`))[0]?.[0],
      'so today we will talk about tea',
    )
  })

  it('keeps what somebody says twice', async () => {
    assert.equal(
      (await parse('WEBVTT\n\n00:00.000 --> 00:01.000\nNo.\n\n00:01.000 --> 00:02.000\nNo.\n'))
        .text,
      'No. No.',
    )
  })
})

describe('SubRip', () => {
  const cue = (index: number, start: string, end: string, text: string) =>
    `${index}\n${start} --> ${end}\n${text}\n`

  it('reads labels and sounds, and joins lines to sentences', async () => {
    const text = [
      cue(1, '00:00:00,500', '00:00:02,000', '>> ALICE: We bake\ncookies and'),
      cue(2, '00:00:02,000', '00:00:03,000', 'we eat them.'),
      cue(3, '00:00:03,000', '00:00:05,000', '[music]'),
      cue(4, '00:00:05,000', '00:00:06,000', 'BOB:\nGood.'),
    ].join('\n')
    assert.deepEqual(await parts(text, 'a.srt'), [
      ['We bake cookies and we eat them.', 'ALICE', 500, 3_000],
      ['[music]', null, 3_000, 5_000],
      ['Good.', 'BOB', 5_000, 6_000],
    ])
  })

  it('breaks at pauses after a sentence, and at sentence ends once there are enough words', async () => {
    const at = (second: number) => `00:00:${String(second).padStart(2, '0')},000`
    const cues = Array.from({ length: 8 }, (_, index) =>
      cue(
        index,
        at(index),
        at(index + 1),
        `Number ${index} is a sentence of ten words, as counted.`,
      ),
    )
    const segments = await parts([...cues, cue(9, at(20), at(21), 'Later.')].join('\n'), 'a.srt')
    assert.deepEqual(
      segments.map(([, , start, end]) => [start, end]),
      [
        [0, 6_000],
        [6_000, 8_000],
        [20_000, 21_000],
      ],
    )
  })

  it('recognises the kind by content and copes with missing blank lines', async () => {
    const text =
      '1\r\n00:00:01,000 --> 00:00:02,000\r\nOne.\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nTwo.'
    const source = await parse(text, 'captions.txt')
    assert.equal(source.kind, 'srt')
    assert.equal(source.text, 'One. Two.')
  })
})

describe('cleanCueText', () => {
  it('begins a new speaker at dashes', () => {
    assert.deepEqual(
      cleanCueText('- What?\n- Where?').map((part) => part.lines),
      [['What?'], ['Where?']],
    )
  })
})
