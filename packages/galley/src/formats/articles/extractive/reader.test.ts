import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
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

describe('standfirst of a conversation', () => {
  const standfirstOf = (opening: string, body: string, title: string | null = null): string[] => {
    const source = sourceOfText(`${opening}\n\n${body}`, { language: 'en', title })
    return extractOutline({ sources: [source] }).standfirst.map(({ text }) =>
      unescapeMarkdown(text),
    )
  }
  const body = ['pressure sensor', 'acoustic logger', 'leak register', 'pressure sensor']
    .flatMap((subject, at) => [
      `Ada Berg: ${facts(subject).join(' ').replaceAll('every', `every ${at}th`)}`,
      `Tom Hale: And how does the ${subject} work in town ${at}?`,
    ])
    .join('\n\n')

  it('is how the host presents topic and guest, not the greeting or the sponsor', () => {
    const said =
      "Today on the show we're joined by Ada Berg, the founder of Warmhaus, which builds the acoustic logger."
    const opening = `Tom Hale: Welcome back to the show, everybody. This episode is brought to you by the maker of the acoustic logger, our sponsor. ${said}\n\nAda Berg: Thanks for having me, Tom.`
    assert.equal(standfirstOf(opening, body)[0], said)
  })

  it('is what was said where the host only points back at it', () => {
    const said = 'The city council has found a plan called the leak register for its water network.'
    const opening = `Tom Hale: Hello everyone. ${said} That is what we are going to discuss today.`
    assert.deepEqual(standfirstOf(opening, body, 'Water in the city'), [said])
  })

  it('is the definition of the title, however short and late, if nobody presents it', () => {
    const said = 'Leakhub is a public register for pipes.'
    const rest = body.replaceAll('city', 'town').replaceAll('repair crew', 'crew with Leakhub')
    const late = `${body}\n\nAda Berg: ${said}\n\n${rest}`
    assert.equal(standfirstOf('Tom Hale: We are back.', late, 'Leakhub')[0], said)
  })

  it('does not say the title again', () => {
    const opening = "Ada Berg: Today I'm going to talk about how a city network finds its leaks."
    for (const text of standfirstOf(opening, body)) assert.doesNotMatch(text, /going to talk/)
  })

  it('joins the guest to the definition of what the guest does, in 45 words', () => {
    const portuguese = readFileSync(new URL('fixtures/portuguese.txt', import.meta.url), 'utf8')
    const { standfirst } = extractOutline({ sources: [sourceOfText(portuguese)] })
    assert.match(standfirst[0]!.text, /^Hoje o nosso convidado é o Paulo Nogueira/)
    assert.match(standfirst[1]!.text, /^A restauração florestal é o processo/)
    assert.ok(standfirst.flatMap(({ text }) => text.split(/\s+/)).length <= 45)
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

  it('ask no question whose answer is printed elsewhere', () => {
    const example = new URL('../../../../../../examples/talk.md', import.meta.url)
    const { chapters, outline } = extractArticle([sourceOfTalk(readFileSync(example, 'utf8'))])
    const above = [...outline.standfirst, ...outline.takeaways].map(({ text }) => text).join(' ')
    assert.match(above, /A good garden has about 400 worms/)
    const asked = chapters.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'question'))
    assert.ok(asked.every(({ sentences }) => !/how many worms/i.test(sentences[0]!.text)))
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
