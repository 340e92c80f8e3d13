import type { SourceText } from '../../../flow/sources/index.ts'
import type { Block, Chapter, Outline } from '../content.ts'
import { escapeMarkdown, unescapeMarkdown } from './markdown.ts'
import { readMaterial, wordsOf } from './material.ts'
import type { Material, Statement } from './material.ts'
import { rankMaterial } from './quality.ts'
import type { Ranking } from './quality.ts'
import { pickQuotes } from './quotes.ts'
import { statementsOfSection } from './section-statements.ts'
import { selectPassages } from './select.ts'
import type { ChapterLength, Selection } from './select.ts'
import { isNamed, narratorOf, wordsBySpeaker } from './speakers.ts'

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
  const elsewhere = [...outline.standfirst]
  // A short text would be told twice.
  if (wordsOf(material) < shortText) elsewhere.push(...outline.takeaways)
  const printed = new Set(
    [heading, ...elsewhere.map((sentence) => unescapeMarkdown(sentence.text))].map(wordsOnly),
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
  const blocks = compose(selection, quotes, voiceOf(material, selection, ranking))
  if (blocks.length > 0) return { sectionId, heading, blocks }
  return {
    sectionId,
    heading,
    blocks: [lastResort(statements, mayPrint, section?.summary || heading)],
  }
}

/** In a text of fewer words the takeaways are not said in the sections as well. */
const shortText = 1200

function wordsOnly(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function compose(
  { passages, answers }: Selection,
  quotes: readonly Statement[],
  narrator: string | null,
): Block[] {
  const placed: { index: number; block: Block }[] = []
  for (const passage of passages) {
    const question = answers.get(passage[0]!.index)
    if (question) {
      placed.push({
        index: question.statement.index,
        block: blockOf('question', [question.statement], question.speaker),
      })
    }
    const isAnothers = isInAnotherVoice(passage, narrator)
    for (const [at, paragraph] of paragraphs(passage).entries()) {
      const isAnswer = question !== undefined && at === 0
      placed.push({
        index: paragraph[0]!.index,
        block: isAnothers
          ? blockOf('quote', paragraph, paragraph[0]!.speaker, isAnswer)
          : blockOf('paragraph', paragraph, null, isAnswer),
      })
    }
  }
  // Passages in other voices are quotes enough.
  const mayStillQuote = Math.max(0, mostQuotes - placed.filter(isQuote).length)
  for (const quote of quotes.slice(0, mayStillQuote))
    placed.push({ index: quote.index, block: blockOf('quote', [quote], quote.speaker) })
  return placed.sort((a, b) => a.index - b.index).map((entry) => entry.block)
}

const mostQuotes = 2

function isQuote({ block }: { block: Block }): boolean {
  return block.kind === 'quote'
}

/** Whose "I" needs no name: the article's narrator, or a section's where that one hardly speaks. */
function voiceOf(material: Material, { passages }: Selection, { hosts }: Ranking): string | null {
  const printed = passages.flat()
  const narrator = narratorOf(material.statements, hosts)
  const words = wordsBySpeaker(printed)
  const share = (words.get(narrator ?? '') ?? 0) * 3
  const total = [...words.values()].reduce((sum, count) => sum + count, 0)
  return share >= total ? narrator : narratorOf(printed, new Set())
}

/** Somebody else's "I" would read as the narrator's, so the passage says whose it is. */
function isInAnotherVoice(passage: readonly Statement[], narrator: string | null): boolean {
  const { speaker } = passage[0]!
  return (
    isNamed(speaker) && speaker !== narrator && passage.some(({ traits }) => traits.isFirstPerson)
  )
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
      [0, 8, leaningCost][passage[at]!.traits.dependence]! +
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
