import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { unescapeMarkdown } from './markdown.ts'
import { extractArticle } from './check-article.ts'
import { sourceOfTalk, sourceOfText } from './fixtures/source-of.ts'
import extractOutline from './outline.ts'

/** What a reader of a magazine would send back, one class of fault a test. */

const facts = (subject: string): string[] => [
  `The ${subject} keeps a record of every leak in the city network.`,
  `A repair crew reads the ${subject} before it opens a street.`,
  `Old pipes without a ${subject} lose a third of their water.`,
  `Every valve of the network reports to the ${subject} at night.`,
  `The price of a ${subject} falls with every year of production.`,
  `A city of a million people needs one ${subject} in each district.`,
]

/** Three subjects, told in paragraphs of six sentences each. */
function talk(opening: string): string {
  const subjects = ['pressure sensor', 'acoustic logger', 'leak register']
  const body = subjects.flatMap((subject) => [facts(subject).join(' '), facts(subject).join(' ')])
  return [opening, ...body.map((text, at) => text.replace('every leak', `leak ${at}`))].join('\n\n')
}

function spoken(text: string): string {
  return text.replace(/^/, 'Ada Berg: ').replaceAll('\n\n', '\n\nAda Berg: ')
}

describe('titles', () => {
  it('are what the speaker says the talk is about', () => {
    const opening =
      "Hello everyone. Today I'm going to talk about how a city network finds its leaks, which is hard."
    const outline = extractOutline({ sources: [sourceOfText(talk(opening), { language: 'en' })] })
    assert.equal(outline.title, 'How a city network finds its leaks')
  })

  it('never join two phrases where one says it', () => {
    const text = facts('pressure sensor').concat(facts('pressure sensor')).join(' ')
    const { title } = extractOutline({ sources: [sourceOfText(text, { language: 'en' })] })
    assert.equal(title, 'Pressure sensor')
  })
})

describe('standfirst', () => {
  it('says what the subject is, if the talk says so', () => {
    const definition = 'A pressure sensor is a small device that tells where water is lost.'
    const outline = extractOutline({
      sources: [
        sourceOfText(spoken(talk(`${facts('water meter').join(' ')} ${definition}`)), {
          language: 'en',
          title: 'The pressure sensor',
        }),
      ],
    })
    assert.ok(outline.standfirst.some((sentence) => sentence.text === definition))
  })
})

describe('takeaways', () => {
  it('do not sum up what takes a minute to read', () => {
    const text = facts('pressure sensor').join(' ')
    assert.deepEqual(
      extractOutline({ sources: [sourceOfText(text, { language: 'en' })] }).takeaways,
      [],
    )
  })

  it('are not said again in the sections of a short text', () => {
    const { outline, chapters } = extractArticle([
      sourceOfText(talk('Cities lose water.'), { language: 'en' }),
    ])
    assert.ok(outline.takeaways.length > 0)
    const body = new Set(
      chapters.flatMap((chapter) =>
        chapter.blocks.flatMap((block) => block.sentences.map(({ text }) => text)),
      ),
    )
    for (const { text } of outline.takeaways) assert.ok(!body.has(text), text)
  })
})

describe('sections', () => {
  it('are the two that a short document has', () => {
    const source = sourceOfTalk(
      `# Water\n\n## Sensors\n\n${facts('pressure sensor').join(' ')}\n\n## Registers\n\n${facts('leak register').join(' ')}`,
    )
    const headings = extractOutline({ sources: [source] }).sections.map(({ heading }) => heading)
    assert.deepEqual(headings, ['Sensors', 'Registers'])
  })
})

describe('conversations', () => {
  const turns = Array.from({ length: 4 }, (_, at) => [
    `Ada Berg: ${facts(['pressure sensor', 'leak register'][at % 2]!).join(' ')} I built sensor ${at} myself in a small garage.`,
    `Tom Hale: I installed ${facts('acoustic logger')[at]!.toLowerCase()} I remember the winter of crew ${at} well.`,
  ]).flat()

  it('say whose "I" it is where the speaker changes', () => {
    const { chapters } = extractArticle([sourceOfText(turns.join('\n\n'), { language: 'en' })], 2)
    for (const block of chapters.flatMap((chapter) => chapter.blocks)) {
      const text = block.sentences.map((sentence) => unescapeMarkdown(sentence.text)).join(' ')
      if (/\bI (?:installed|remember)\b/.test(text)) assert.equal(block.speaker, 'Tom Hale')
    }
  })

  it('print no short answer without its question', () => {
    const text = [
      `Ada Berg: ${facts('pressure sensor').join(' ')}`,
      'Tom Hale: And how do you find them?',
      `Ada Berg: With the ear, strange as it is. ${facts('acoustic logger').join(' ')}`,
      'Tom Hale: Who pays?',
      `Ada Berg: ${facts('leak register').join(' ')}`,
    ].join('\n\n')
    const { chapters } = extractArticle([sourceOfText(text, { language: 'en' })])
    for (const chapter of chapters) {
      for (const [at, block] of chapter.blocks.entries()) {
        if (block.sentences[0]!.text.startsWith('With the ear'))
          assert.equal(chapter.blocks[at - 1]?.kind, 'question')
      }
    }
  })
})
