import type { SourceText } from '../../../flow/sources/index.ts'
import type { Block, Chapter, Outline } from '../content.ts'
import { escapeMarkdown, unescapeMarkdown } from './markdown.ts'
import { readMaterial } from './material.ts'
import type { Material, Statement } from './material.ts'
import { rankMaterial } from './quality.ts'
import type { Ranking } from './quality.ts'
import { pickQuotes } from './quotes.ts'
import { statementsOfSection } from './section-statements.ts'
import { selectPassages } from './select.ts'
import type { ChapterLength, Selection } from './select.ts'

export interface ExtractChapterInput {
  sources: SourceText[]
  outline: Outline
  sectionId: string
  /** About 150, 250 or 350 words at most; `medium` when absent. */
  length?: ChapterLength
}

/**
 * Writes one section from the source's own sentences: paragraphs of neighbouring sentences,
 * questions with their answers, and a quote where a named speaker says something vivid.
 *
 * Each sentence's text is Markdown inline text (plain words, escaped) and cites its exact range.
 *
 * @example
 * extractChapter({ sources, outline, sectionId: outline.sections[0]!.id }).blocks[0]?.kind // 'paragraph'
 */
export default function extractChapter(input: ExtractChapterInput): Chapter {
  const material = readMaterial(input.sources)
  return writeChapter(material, rankMaterial(material), input)
}

/** The same from material that has been read already. */
export function writeChapter(
  material: Material,
  ranking: Ranking,
  input: Omit<ExtractChapterInput, 'sources'>,
): Chapter {
  const { outline, sectionId, length = 'medium' } = input
  const section = outline.sections.find((candidate) => candidate.id === sectionId)
  const heading = section?.heading ?? outline.title
  const statements = section
    ? statementsOfSection(material, ranking.quality, outline, section.id)
    : material.statements
  // The standfirst is printed above, and the heading's own question is not asked again below it.
  const printed = new Set(
    [heading, ...outline.standfirst.map((sentence) => unescapeMarkdown(sentence.text))].map(
      wordsOnly,
    ),
  )
  const mayPrint = (statement: Statement): boolean =>
    !printed.has(wordsOnly(statement.text)) && !printed.has(wordsOnly(statement.joined))
  const selection = selectPassages(statements, ranking, material.language, length, mayPrint)
  const quotes = pickQuotes(
    selection.candidates,
    selection.passages,
    ranking,
    length === 'long' ? 2 : 1,
  )
  const blocks = compose(selection, quotes)
  if (blocks.length > 0) return { sectionId, heading, blocks }
  return {
    sectionId,
    heading,
    blocks: [lastResort(statements, mayPrint, section?.summary || heading)],
  }
}

function wordsOnly(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function compose({ passages, answers }: Selection, quotes: readonly Statement[]): Block[] {
  const placed: { index: number; block: Block }[] = []
  for (const passage of passages) {
    const question = answers.get(passage[0]!.index)
    if (question) {
      placed.push({
        index: question.statement.index,
        block: blockOf('question', [question.statement], question.speaker),
      })
    }
    for (const [at, paragraph] of paragraphs(passage).entries()) {
      const isAnswer = question !== undefined && at === 0
      placed.push({
        index: paragraph[0]!.index,
        block: blockOf('paragraph', paragraph, null, isAnswer),
      })
    }
  }
  for (const quote of quotes)
    placed.push({ index: quote.index, block: blockOf('quote', [quote], quote.speaker) })
  return placed.sort((a, b) => a.index - b.index).map((entry) => entry.block)
}

/** @param follows whether the first sentence stands behind what it answers */
function blockOf(
  kind: Block['kind'],
  statements: readonly Statement[],
  speaker: string | null,
  follows = false,
): Block {
  return {
    kind,
    speaker,
    sentences: statements.map((statement, at) => ({
      text: escapeMarkdown(at > 0 || follows ? statement.joined || statement.text : statement.text),
      citations: statement.citations,
    })),
  }
}

/** A paragraph should hardly ever open with "It". */
const leaningCost = 50

/** Cuts a long passage where a sentence can open a paragraph. */
function paragraphs(passage: readonly Statement[]): (readonly Statement[])[] {
  if (passage.length <= 5) return [passage]
  const middle = passage.length / 2
  let cut = Math.round(middle)
  let least = Infinity
  for (let at = 2; at <= passage.length - 2; at++) {
    const cost =
      Math.abs(at - middle) +
      [0, 3, leaningCost][passage[at]!.traits.dependence]! +
      (passage[at - 1]!.traits.kind === 'question' ? 6 : 0)
    if (cost < least) {
      least = cost
      cut = at
    }
  }
  if (least >= leaningCost && passage.length <= 9) return [passage]
  return [...paragraphs(passage.slice(0, cut)), ...paragraphs(passage.slice(cut))]
}

/** A section of nothing but small talk still gets its longest that stands alone; an empty one its summary. */
function lastResort(
  statements: readonly Statement[],
  mayPrint: (statement: Statement) => boolean,
  summary: string,
): Block {
  const [longest] = statements.toSorted(
    (a, b) =>
      Number(b.traits.words > 0 && mayPrint(b)) - Number(a.traits.words > 0 && mayPrint(a)) ||
      Number(a.isFlawed) - Number(b.isFlawed) ||
      a.traits.dependence - b.traits.dependence ||
      b.traits.words - a.traits.words,
  )
  if (longest) return blockOf('paragraph', [longest], null)
  return {
    kind: 'paragraph',
    speaker: null,
    sentences: [{ text: escapeMarkdown(summary), citations: [] }],
  }
}
