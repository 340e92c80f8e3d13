import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Block } from '../parsed-source.ts'
import { attributeSpeakers } from './attribute-speakers.ts'
import { readLabel } from './speaker-label.ts'
import { parseTimeCode } from './time-code.ts'

const paragraphs = (...texts: string[]): Block[] =>
  texts.map((text) => ({ kind: 'paragraph', text }))
const said = (blocks: Block[]) => blocks.map(({ speaker, text }) => [speaker ?? null, text])

describe('readLabel', () => {
  const cases: [line: string, name: string | null, startMs: number | null, rest: string][] = [
    ['Ann Lee: Hello.', 'Ann Lee', null, 'Hello.'],
    ['Speaker 0: 00:00:02', 'Speaker 0', 2_000, ''],
    ['NAME (00:12:33): text', 'NAME', 753_000, 'text'],
    ['[00:12:33] Ann: text', 'Ann', 753_000, 'text'],
    ['Ann: [00:12:33.5] text', 'Ann', 753_500, 'text'],
    ['Ann: 0: 00:01:02', 'Ann', 62_000, ''],
    ['Greg 00:39:55', 'Greg', 2_395_000, ''],
    ['0xB10C : 00:30:26', '0xB10C', 1_826_000, ''],
    ['[Audience]: 00:36:25', 'Audience', 2_185_000, ''],
    ['>> ALICE: Hi', 'ALICE', null, 'Hi'],
    ['Q - Why?', 'Q', null, 'Why?'],
    ['[03:51] So', null, 231_000, 'So'],
    ['Aaron van Wirdum: Yes', 'Aaron van Wirdum', null, 'Yes'],
    ['山田：はい', null, null, ''],
  ]
  for (const [line, name, startMs, rest] of cases.slice(0, -1)) {
    it(`reads ${line}`, () => {
      const label = readLabel(line)
      assert.deepEqual([label?.name, label?.startMs, label?.rest], [name, startMs, rest])
    })
  }
  it('takes no sentence, address or note for a label', () => {
    const lines = [
      'For example: tea',
      'https://a.example',
      'Note: hot',
      'The point is this: no',
      '12:30 is lunch',
      'Figure 3: A cup',
    ]
    for (const line of lines) assert.equal(readLabel(line), null, line)
  })
  it('reads a long line of blanks in no time', () => {
    assert.equal(readLabel(`Ann${' '.repeat(200_000)}x`), null)
  })
})

describe('parseTimeCode', () => {
  it('reads hours, minutes and fractions, and refuses what is no time', () => {
    assert.equal(parseTimeCode('01:02:03.5'), 3_723_500)
    assert.equal(parseTimeCode('90:00'), 5_400_000)
    assert.equal(parseTimeCode('00:61:00'), null)
    assert.equal(parseTimeCode('1.5'), null)
  })
})

describe('attributeSpeakers', () => {
  it('moves labels that agree out of the text', () => {
    const blocks = attributeSpeakers(
      paragraphs('Ann: One.', 'Still me.', 'Bo: Two.', 'Ann: Three: done.'),
    )
    assert.deepEqual(said(blocks), [
      ['Ann', 'One.'],
      ['Ann', 'Still me.'],
      ['Bo', 'Two.'],
      ['Ann', 'Three: done.'],
    ])
  })

  it('leaves prose alone that has colons', () => {
    const prose = paragraphs(
      'Tea: a drink.',
      'It is hot.',
      'Cake: a dish.',
      'It is sweet.',
      'Milk: white.',
    )
    assert.deepEqual(
      said(attributeSpeakers(prose)),
      prose.map((block) => [null, block.text]),
    )
  })

  it('reads labels inside one paragraph and joins the lines of a turn', () => {
    const blocks = attributeSpeakers(paragraphs('Ann: One\ntwo.\nBo: Three.\nAnn: Four.'))
    assert.deepEqual(said(blocks), [
      ['Ann', 'One\ntwo.'],
      ['Bo', 'Three.'],
      ['Ann', 'Four.'],
    ])
  })

  it('gives turns their times, and an end where the next one says it', () => {
    const blocks = attributeSpeakers(
      paragraphs(
        'Ann: 00:00:01',
        'One.',
        'Two.',
        'Bo: 00:00:05',
        'Three.',
        'Ann: 00:01:00',
        'Four.',
      ),
    )
    assert.deepEqual(
      blocks.map(({ text, startMs, endMs }) => [text, startMs, endMs ?? null]),
      [
        ['One.', 1_000, 5_000],
        ['Two.', 1_000, 5_000],
        ['Three.', 5_000, 60_000],
        ['Four.', 60_000, null],
      ],
    )
  })

  it('looks up initials and first names', () => {
    const texts = [
      'Ruben Somsen (RS): Hi.',
      'AvW: Hello.',
      'RS: So.',
      'Sjors: Yes.',
      'AvW: Right.',
      'Sjors: No.',
    ]
    const speakers = ['Ruben Somsen', 'Aaron van Wirdum', 'Sjors Provoost']
    const names = attributeSpeakers(paragraphs(...texts), { speakers }).map(
      (block) => block.speaker,
    )
    assert.deepEqual(names, [
      speakers[0],
      speakers[1],
      speakers[0],
      speakers[2],
      speakers[1],
      speakers[2],
    ])
  })

  it('gives a talk to its only speaker, and questions to the audience', () => {
    const talk: Block[] = [
      { kind: 'paragraph', text: 'Slides below' },
      { kind: 'heading', level: 1, text: 'Start' },
      ...paragraphs(
        'I work on keys.',
        'They open doors.',
        'Q: Which?',
        'A: All.',
        'And windows.',
        'Q: Why?',
        'A: Why not.',
      ),
    ]
    const names = attributeSpeakers(talk, { speakers: ['Pat Key'] }).map((block) => block.speaker)
    assert.deepEqual(names, [
      null,
      null,
      'Pat Key',
      'Pat Key',
      'Audience',
      'Pat Key',
      'Pat Key',
      'Audience',
      'Pat Key',
    ])
  })

  it('drops sponsor breaks, gap marks and stray times', () => {
    const blocks = attributeSpeakers(
      paragraphs(
        'Ann: Hi.',
        'Bo: Find [01:05:57.28] me.',
        'Break: [26:43]',
        'Ann: [unintelligible 00:31:12] yes.',
        'Bo: No.',
      ),
    )
    assert.deepEqual(said(blocks), [
      ['Ann', 'Hi.'],
      ['Bo', 'Find me.'],
      ['Ann', '[unintelligible] yes.'],
      ['Bo', 'No.'],
    ])
  })

  it('wants nearly all labels where a text is likely prose', () => {
    const manual = paragraphs(
      'Returns: 1',
      'Text.',
      'Input: x',
      'Text.',
      'Returns: 2',
      'Text.',
      'Throws: y',
      'Text.',
      'Throws: z',
      'Text.',
      'Text.',
      'Text.',
    )
    assert.ok(attributeSpeakers(manual, { isMostlyProse: true }).every((block) => !block.speaker))
  })
})
