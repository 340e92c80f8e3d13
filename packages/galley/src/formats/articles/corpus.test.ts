import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { HtmlValidate } from 'html-validate'
import type { SourceText } from '../../flow/sources/index.ts'
import { Article } from './article.ts'
import type { CitedText } from './article.ts'
import { composeArticle } from './compose.ts'
import type { Sentence } from './content.ts'
import { citeBlocks, citeSentences } from './draft.ts'
import { exportHtml } from './exports/html.ts'
import { reanchor } from './cited-text.ts'
import { sourceOfTalk } from './extractive/fixtures/source-of.ts'
import { plainText } from './markdown/inline.ts'
import { numberSegments } from './numbering.ts'
import extractChapter from './prompts/chapter.extract.ts'
import extractMetadata from './prompts/metadata.extract.ts'
import extractOutline from './prompts/outline.extract.ts'
import { judgeByWords } from './support.ts'
import { exportable } from './testing/sample-article.ts'

const talks = `${
  process.env.GALLEY_CORPUS ??
  fileURLToPath(new URL('../../../../../../shared/corpus', import.meta.url))
}/talks`
const files = existsSync(talks) ? readdirSync(talks).filter((name) => name.endsWith('.md')) : []
const skip =
  files.length === 0 ? 'the corpus of talks is not on this machine (GALLEY_CORPUS)' : false

/** What the steps do, without what stands around them. */
function writeArticle(source: SourceText): Article {
  const sources = [source]
  const known = numberSegments(sources)
  const draft = extractOutline({ sources })
  const outline = {
    title: draft.title,
    standfirst: citeSentences(draft.standfirst, known),
    takeaways: citeSentences(draft.takeaways, known),
    sections: draft.sections.map(({ heading, summary, segments }, index) => ({
      id: `part_${index}`,
      heading,
      summary,
      segmentIds: segments.map((number) => known[number - 1]!.segment.id),
    })),
  }
  const judge = judgeByWords(sources, source.language)
  const check = (sentence: Sentence) => ({ ...sentence, support: judge(sentence).support })
  const chapters = outline.sections.map(({ id: sectionId, heading }) => {
    const { blocks } = extractChapter({ sources, outline, sectionId })
    const cited = citeBlocks(blocks, known, { isExtractive: true })
    return {
      sectionId,
      heading,
      blocks: cited.map((block) => ({ ...block, sentences: block.sentences.map(check) })),
    }
  })
  return composeArticle({
    outline: {
      ...outline,
      standfirst: outline.standfirst.map(check),
      takeaways: outline.takeaways.map(check),
    },
    chapters,
    metadata: extractMetadata({ sources, outline }),
    writer: { model: 'embedded:extractive', isExtractive: true },
  })
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

describe('articles from real talks', { skip }, () => {
  for (const name of files.filter((_, index) => index % 6 === 0)) {
    it(name, async () => {
      const source = sourceOfTalk(readFileSync(`${talks}/${name}`, 'utf8'))
      const article = writeArticle(source)
      assert.deepEqual(Article.parse(article), article)
      const { standfirst, takeaways } = article.fields
      const texts: CitedText[] = [standfirst, takeaways, ...article.parts]
      for (const { markdown, sentences } of texts) {
        for (const { start, end, citations, support } of sentences) {
          const text = plainText(markdown.slice(start, end))
          const cited = citations.map((range) => source.text.slice(range.start, range.end))
          const said = new Set(wordsOf(cited.join(' ')))
          assert.deepEqual(
            wordsOf(text).filter((word) => !said.has(word)),
            [],
            text,
          )
          assert.equal(support, 'supported', text)
        }
        const edited = reanchor({ markdown, sentences }, `${markdown}\n\nBy hand.`, 'en')
        assert.deepEqual(edited.sentences.slice(0, -1), sentences)
      }
      const html = String(exportHtml(exportable(article)).body)
      const report = await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(
        html,
      )
      assert.deepEqual(
        report.results.flatMap(({ messages }) => messages),
        [],
      )
    })
  }
})
