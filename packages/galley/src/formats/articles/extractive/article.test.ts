import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Chapter, Metadata, Outline } from '../content.ts'
import extractChapter from './chapter.ts'
import { brokenPromises, extractArticle } from './check-article.ts'
import { sourceOfCaptions, sourceOfTalk, sourceOfText } from './fixtures/source-of.ts'
import extractMetadata from './metadata.ts'
import extractOutline from './outline.ts'

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), 'utf8')
}

function textOf(sources: Parameters<typeof extractArticle>[0]): string {
  return extractArticle(sources)
    .chapters.flatMap((chapter) =>
      chapter.blocks.flatMap((block) => block.sentences.map((sentence) => sentence.text)),
    )
    .join('\n')
}

const languages = {
  spanish: {
    noise: /\b(eh|o sea|bienvenid|gracias)\b|¿(no|sabes)\?|risas|Julián Ortega:/i,
    dangling: /^(eso|esto|él|ella|ese|esa|y|pero) /i,
    words: /fuga|sensores|salmuera|contador/i,
  },
  german: {
    noise: /\b(äh|ähm|sag ich mal|willkommen|dank)\b|\blacht\b|Weiß:/i,
    dangling: /^(er|es|das ist|dies|diese|und|aber|weil) /i,
    words: /Wärmepumpe|Heizkörper|Jahresarbeitszahl|Installation|Stromnetz/i,
  },
  french: {
    noise: /\b(euh|tu vois|bienvenue|merci)\b|, (hein|voilà)\b|rires|Lefèvre ?:/i,
    dangling: /^(il est|elle|cela|ça|celui|et|mais) /i,
    words: /levain|farine|pain|blés/i,
  },
  portuguese: {
    noise: /\b(né|tipo assim|sabe\?|obrigad|bem-vind)|risos|Nogueira:/i,
    dangling: /^(ele|ela|isso|isto|essa|esse|e|mas) /i,
    words: /floresta|sementes|carbono|cacau|semeadura/i,
  },
}

describe('the embedded writer in five languages and one script without spaces', () => {
  for (const [name, { noise, dangling, words }] of Object.entries(languages)) {
    it(name, () => {
      const source = sourceOfText(fixture(name))
      const article = extractArticle([source])
      const { outline, chapters } = article
      assert.deepEqual(brokenPromises([source], article), [])
      assert.ok(outline.sections.length >= 3 && outline.sections.length <= 5)
      assert.ok(
        outline.sections.filter((section) => words.test(section.heading)).length >= 1,
        outline.sections.map((section) => section.heading).join(' / '),
      )
      assert.ok(outline.takeaways.length >= 3)
      assert.ok(
        chapters.some((chapter) => chapter.blocks.some((block) => block.kind === 'question')),
      )
      for (const block of chapters.flatMap((chapter) => chapter.blocks)) {
        for (const { text } of block.sentences) assert.doesNotMatch(text, noise)
        if (block.kind === 'quote') assert.doesNotMatch(block.sentences[0]!.text, dangling)
      }
      for (const { text } of outline.takeaways) assert.doesNotMatch(text, dangling)
    })
  }

  it('japanese', () => {
    const source = sourceOfText(fixture('japanese'))
    const article = extractArticle([source])
    assert.deepEqual(brokenPromises([source], article), [])
    assert.ok(article.outline.sections.length >= 2)
    for (const section of article.outline.sections) assert.match(section.heading, /\p{Script=Han}/u)
    assert.doesNotMatch(textOf([source]), /皆さん、こんにちは/)
  })
})

describe('the shape of the result', () => {
  const source = sourceOfText(fixture('spanish'), {
    title: 'El agua que no se ve: fugas, sensores y desalación en las ciudades españolas',
  })

  it('fits the schemas and is the same every time', () => {
    const outline = extractOutline({ sources: [source] })
    assert.deepEqual(Outline.parse(outline), outline)
    assert.deepEqual(extractOutline({ sources: [structuredClone(source)] }), outline)
    for (const length of ['short', 'medium', 'long'] as const) {
      const chapter = extractChapter({
        sources: [source],
        outline,
        sectionId: outline.sections[1]!.id,
        length,
      })
      assert.deepEqual(Chapter.parse(chapter), chapter)
    }
    const metadata = extractMetadata({ sources: [source], outline })
    assert.deepEqual(Metadata.parse(metadata), metadata)
    assert.ok(metadata.title.length <= 60 && metadata.description.length <= 155)
    assert.equal(metadata.slug, 'el-agua-que-no-se-ve-fugas-sensores-y-desalacion-en-las')
    assert.ok(metadata.keywords.length >= 4)
  })

  it('gives as many sections as are asked for', () => {
    for (const sections of [1, 2, 5, 7])
      assert.equal(extractOutline({ sources: [source], sections }).sections.length, sections)
  })

  it('writes more where more is asked for', () => {
    const outline = extractOutline({ sources: [source], sections: 2 })
    const words = (length: 'short' | 'long') =>
      extractChapter({ sources: [source], outline, sectionId: outline.sections[0]!.id, length })
        .blocks.flatMap((block) => block.sentences)
        .join(' ').length
    assert.ok(words('long') > words('short'))
  })

  it('names who asks and who is quoted', () => {
    const blocks = extractArticle([source]).chapters.flatMap((chapter) => chapter.blocks)
    for (const block of blocks) {
      if (block.kind === 'question') assert.equal(block.speaker, 'Marta Ríos')
      if (block.kind === 'quote') assert.equal(block.speaker, 'Julián Ortega')
    }
  })

  it('works over several sources, each citing its own', () => {
    const other = sourceOfText(fixture('portuguese'), { id: 'src_other', language: 'es' })
    const article = extractArticle([source, other])
    assert.deepEqual(brokenPromises([source, other], article), [])
    const cited = new Set(
      article.chapters.flatMap((chapter) =>
        chapter.blocks.flatMap((block) =>
          block.sentences.flatMap((sentence) =>
            sentence.citations.map((citation) => citation.sourceId),
          ),
        ),
      ),
    )
    assert.deepEqual([...cited].sort(), ['src_other', 'src_text'])
    // No section mixes two sources where there are enough sections for both.
    for (const chapter of article.chapters) {
      const sources = chapter.blocks.flatMap((block) =>
        block.sentences.flatMap((sentence) => sentence.citations.map(({ sourceId }) => sourceId)),
      )
      assert.equal(new Set(sources).size, 1)
    }
  })

  it('follows the headings that a document has', () => {
    const parts = ['Leaks', 'Sensors', 'Smart meters'].map(
      (heading, at) =>
        `## ${heading}\n\n${'Water is lost in every old city network because pipes break. Repair crews need to know where to dig. '.repeat(3)}Part ${at} of the network has its own pumps and valves.`,
    )
    const source = sourceOfTalk(
      `# Introduction\n\nCity networks lose water.\n\n${parts.join('\n\n')}`,
    )
    const headings = extractOutline({ sources: [source] }).sections.map(
      (section) => section.heading,
    )
    assert.deepEqual(headings, ['Leaks', 'Sensors', 'Smart meters'])
  })
})

describe('hard inputs', () => {
  it('nothing, one word, one sentence', () => {
    for (const text of [
      '',
      'Hello.',
      '...',
      'The wallet keeps the keys of its owner.',
      '# \n\n* * *',
    ]) {
      const source = sourceOfText(text)
      const article = extractArticle([source])
      assert.ok(article.outline.sections.length >= 1)
      assert.ok(article.chapters[0]!.blocks.length >= 1)
      assert.ok(extractMetadata({ sources: [source], outline: article.outline }).title.length > 0)
    }
  })

  it('captions of an unpunctuated recogniser', () => {
    const talk = fixture('spanish')
      .replace(/^.*?:/gm, '')
      .replace(/[.,;:¿?¡!]/g, '')
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
    const lines: string[] = []
    for (let at = 0; at < talk.length; at += 7) lines.push(talk.slice(at, at + 7).join(' '))
    const source = { ...sourceOfCaptions(lines, (line) => line % 3 === 2), language: 'es' }
    const article = extractArticle([source])
    assert.deepEqual(brokenPromises([source], article), [])
    for (const block of article.chapters.flatMap((chapter) => chapter.blocks)) {
      for (const { text } of block.sentences) {
        assert.match(text, /^[\p{Lu}\d].*\.$/u)
        assert.ok(text.split(' ').length <= 40)
      }
    }
  })

  it('all capitals', () => {
    const source = sourceOfText(fixture('french').toUpperCase(), { language: 'fr' })
    assert.deepEqual(brokenPromises([source], extractArticle([source])), [])
    assert.doesNotMatch(textOf([source]), /\p{Lu}{4}/u)
  })

  it('one endless paragraph is shared out between its sections', () => {
    const source = sourceOfText(
      fixture('german')
        .replace(/^\S+ \S+: /gm, '')
        .replace(/\s+/g, ' '),
      { language: 'de' },
    )
    assert.equal(source.segments.length, 1)
    const article = extractArticle([source], 4)
    assert.equal(article.chapters.length, 4)
    assert.deepEqual(brokenPromises([source], article), [])
  })

  it('keeps writing for an outline that was edited: fewer sections, other ids, an own heading', () => {
    const source = sourceOfText(fixture('german').replace(/\s+/g, ' '), { language: 'de' })
    const outline = extractOutline({ sources: [source], sections: 4 })
    const edited = {
      ...outline,
      sections: outline.sections
        .slice(1)
        .map((section, at) => ({ ...section, id: `own_${at}`, heading: 'Eigene Worte' })),
    }
    const chapters = edited.sections.map(({ id }) =>
      extractChapter({ sources: [source], outline: edited, sectionId: id }),
    )
    assert.deepEqual(brokenPromises([source], { outline: edited, chapters }), [])
    for (const chapter of chapters) assert.equal(chapter.heading, 'Eigene Worte')
  })

  it('hostile Markdown stays text', () => {
    const hostile =
      'The [link](javascript:alert(1)) of the wallet **breaks** `code` spans here. A <script>alert(1)</script> tag in the wallet is _never_ run by readers. The array[0] * 2 of the wallet is a_b_c in the file.'
    const text = textOf([
      sourceOfText(`${hostile}\n\n${hostile.replaceAll('wallet', 'node')}`, { language: 'en' }),
    ])
    assert.doesNotMatch(text, /(?<!\\)[<>[\]*`]|javascript:/)
    assert.match(text, /a\\_b\\_c/)
  })

  it('a hundred thousand words', () => {
    const paragraphs = fixture('spanish').split('\n\n')
    const many = Array.from({ length: 130 }, (_, part) =>
      paragraphs
        .map((paragraph) => paragraph.replaceAll(/\b(agua|red|fuga|sal)/g, `$1${part % 17}`))
        .join('\n\n'),
    )
    const source = sourceOfText(many.join('\n\n'), { language: 'es' })
    assert.ok(source.text.split(/\s+/).length > 100_000)
    const { outline, chapters } = extractArticle([source])
    assert.ok(outline.sections.length >= 5 && outline.sections.length <= 9)
    assert.ok(chapters.every((chapter) => chapter.blocks.length > 0))
  })
})
