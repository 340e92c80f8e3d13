import type { SourceText } from '../../../flow/sources/index.ts'
import type { Chapter, Outline, Sentence } from '../content.ts'
import { writeChapter } from './chapter.ts'
import { unescapeMarkdown } from './markdown.ts'
import { readMaterial } from './material.ts'
import { planOutline } from './outline.ts'
import { rankMaterial } from './quality.ts'

/** A whole article by the embedded writer, for tests and reports. */
export interface ExtractedArticle {
  outline: Outline
  chapters: Chapter[]
}

export function extractArticle(sources: SourceText[], sections?: number): ExtractedArticle {
  const material = readMaterial(sources)
  const ranking = rankMaterial(material)
  const outline = planOutline(material, ranking, sections)
  const chapters = outline.sections.map((section) =>
    writeChapter(material, ranking, { outline, sectionId: section.id }),
  )
  return { outline, chapters }
}

/**
 * What breaks the writer's promises: words that the cited ranges do not hold in this order,
 * citations outside their segments, a sentence printed twice. Empty for a good article.
 */
export function brokenPromises(
  sources: readonly SourceText[],
  { outline, chapters }: ExtractedArticle,
): string[] {
  const problems: string[] = []
  const body = [
    ...outline.standfirst,
    ...chapters.flatMap((chapter) => chapter.blocks.flatMap((block) => block.sentences)),
  ]
  const seen = new Set<string>()
  for (const { text } of body) {
    if (seen.has(text)) problems.push(`twice: ${text}`)
    seen.add(text)
  }
  for (const sentence of [...body, ...outline.takeaways])
    problems.push(...citationProblems(sources, sentence))
  return problems
}

function citationProblems(sources: readonly SourceText[], sentence: Sentence): string[] {
  if (sentence.citations.length === 0) return [`uncited: ${sentence.text}`]
  let cited = ''
  for (const citation of sentence.citations) {
    const source = sources.find((candidate) => candidate.id === citation.sourceId)
    const segment = source?.segments.find((candidate) => candidate.id === citation.segmentId)
    if (
      !source ||
      !segment ||
      citation.start < segment.start ||
      citation.end > segment.end ||
      citation.start >= citation.end
    ) {
      return [`cites outside a segment: ${sentence.text}`]
    }
    cited += ` ${source.text.slice(citation.start, citation.end)}`
  }
  const said = wordsOf(cited)
  let from = 0
  for (const word of wordsOf(unescapeMarkdown(sentence.text))) {
    const at = said.indexOf(word, from)
    if (at < 0) return [`not said: "${word}" in: ${sentence.text}`]
    from = at + 1
  }
  return []
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}
