import { splitSentences } from '../../platform/text/index.ts'
import type { CitedSentence, CitedText, Support } from './article.ts'
import type { Block, Sentence } from './content.ts'
import { escapeMarkdown } from './extractive/markdown.ts'
import { toLine } from './line.ts'
import { inlineMarkdown } from './markdown/inline.ts'

/** A sentence as the check left it. */
export type CheckedSentence = Sentence & { support?: Support | undefined }

export type CheckedBlock = Omit<Block, 'sentences'> & { sentences: readonly CheckedSentence[] }

/**
 * Blocks become Markdown; every sentence keeps its place in it. Whatever a sentence says, it stays
 * a sentence of its block.
 *
 * @example
 * blocksToCitedText([{ kind: 'list', speaker: null, sentences: [{ text: 'One.', citations: [] }] }])
 * // { markdown: '- One.', sentences: [{ start: 2, end: 6, citations: [], support: 'unchecked' }] }
 */
export function blocksToCitedText(blocks: readonly CheckedBlock[]): CitedText {
  let markdown = ''
  const sentences: CitedSentence[] = []
  for (const { kind, speaker, sentences: written } of blocks) {
    const lines = written.map((sentence) => ({ ...sentence, text: sentenceText(sentence, kind) }))
    const filled = lines.filter(({ text }) => text !== '')
    if (filled.length === 0) continue
    const { open, between, close } = marks(kind, speaker)
    markdown += markdown ? `\n\n${open}` : open
    for (const [index, { text, citations, support = 'unchecked' }] of filled.entries()) {
      if (index > 0) markdown += between
      const start = markdown.length
      markdown += text
      sentences.push({ start, end: markdown.length, citations, support })
    }
    markdown += close
  }
  return { markdown, sentences }
}

function sentenceText({ text }: Sentence, kind: Block['kind']): string {
  const line = inlineMarkdown(text)
  // At the start of a list item GitHub reads this as a box to tick.
  return kind === 'list' ? line.replace(/^\[(?=[ x]\])/i, '\\[') : line
}

function marks(kind: Block['kind'], speaker: string | null) {
  switch (kind) {
    case 'paragraph':
      return { open: '', between: ' ', close: '' }
    case 'list':
      return { open: '- ', between: '\n- ', close: '' }
    case 'question':
      return { open: '**', between: ' ', close: '**' }
    case 'quote': {
      const name = escapeMarkdown(toLine(speaker ?? ''))
      return { open: '> ', between: ' ', close: name ? `\n>\n> — ${name}` : '' }
    }
  }
}

/** What may stand between the start of a line, or the end of a sentence, and a sentence. */
const OPENING = /(?:^|\n)[ \t>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+)*[*_]*$/
const AFTER_SENTENCE = /(?:[.!?…:]["'”’»)\]*_]*\s+|[。！？][”」』）]*\s*)[*_]*$/
const BETWEEN_SENTENCES = /^[\s*_]*$/

/**
 * The cited text after a person changed its Markdown: sentences that are still there, wherever they
 * stand now, keep their citations; new ones have none, and say so.
 */
export function reanchor(
  previous: CitedText | null,
  markdown: string,
  language: string,
): CitedText {
  if (previous?.markdown === markdown) return { markdown, sentences: previous.sentences }
  const kept = keptSentences(previous, markdown)
  const sentences = kept.flatMap((sentence, index) => {
    const from = kept[index - 1]?.end ?? 0
    return [...plainSentences(markdown, from, sentence.start, language), sentence]
  })
  const rest = plainSentences(markdown, kept.at(-1)?.end ?? 0, markdown.length, language)
  return { markdown, sentences: sentences.concat(rest) }
}

/** One pass over the new text: at each place where a sentence can begin, the longest that is known. */
function keptSentences(previous: CitedText | null, markdown: string): CitedSentence[] {
  const known = sentencesByText(previous)
  const lengths = lengthsByOpening(known.keys())
  // A sentence without a full stop ends where it ended before.
  const isFollowedAsBefore = (end: number) => (sentence: CitedSentence) =>
    previous!.markdown.startsWith(markdown.slice(end, end + 4), sentence.end)

  const kept: CitedSentence[] = []
  let from = 0
  for (let at = 0; at < markdown.length; at += 1) {
    if (!lengths.has(markdown.charAt(at)) || !beginsAt(markdown, at, from)) continue
    const text = lengths
      .get(markdown.charAt(at))!
      .map((length) => markdown.slice(at, at + length))
      .find((candidate) => {
        const end = at + candidate.length
        const equal = known.get(candidate)
        return equal && (endsAt(markdown, end) || equal.some(isFollowedAsBefore(end)))
      })
    if (!text) continue
    from = at + text.length
    kept.push({ ...takeNext(known.get(text)!), start: at, end: from })
    at = from - 1
  }
  return kept
}

/** By their words as Markdown and as plain text, since editors differ in what they escape. */
function sentencesByText(previous: CitedText | null): Map<string, CitedSentence[]> {
  const known = new Map<string, CitedSentence[]>()
  for (const sentence of previous?.sentences ?? []) {
    const text = previous!.markdown.slice(sentence.start, sentence.end)
    const plain = text.replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    for (const form of new Set([text, plain])) {
      if (form) known.set(form, [...(known.get(form) ?? []), sentence])
    }
  }
  return known
}

/** Lengths of the texts that begin with a letter, longest first: what to look up at a place. */
function lengthsByOpening(texts: Iterable<string>): Map<string, number[]> {
  const lengths = new Map<string, Set<number>>()
  for (const text of texts) {
    const opening = text.charAt(0)
    lengths.set(opening, (lengths.get(opening) ?? new Set()).add(text.length))
  }
  return new Map(
    [...lengths].map(([opening, all]) => [opening, [...all].sort((one, other) => other - one)]),
  )
}

/** Equal sentences in their order; a copy of the last has the last one's citations too. */
function takeNext(equal: CitedSentence[]): CitedSentence {
  return equal.length > 1 ? equal.shift()! : equal[0]!
}

function beginsAt(markdown: string, at: number, from: number): boolean {
  if (at > 0 && !/[\s>*_。！？”」』）]/.test(markdown.charAt(at - 1))) return false
  if (from > 0 && at - from < 40 && BETWEEN_SENTENCES.test(markdown.slice(from, at))) return true
  // A letter in front keeps a cut in the middle of a line from looking like its start.
  const before = at <= 40 ? markdown.slice(0, at) : `x${markdown.slice(at - 40, at)}`
  return OPENING.test(before) || AFTER_SENTENCE.test(before)
}

/** Whether a sentence that ends here has been said to its end. */
function endsAt(markdown: string, end: number): boolean {
  const after = markdown.slice(end, end + 4)
  if (/^[*_]*(?:\n|\r|$)/.test(after)) return true
  const last = markdown.slice(Math.max(0, end - 4), end)
  return (
    /[。！？][”」』）]*$/.test(last) ||
    (/[.!?…:]["'”’»)\]*_]*$/.test(last) && /^[*_]*\s/.test(after))
  )
}

/** Sentences of prose between two offsets; marks, rules, speakers and empty stretches are none. */
function plainSentences(
  markdown: string,
  from: number,
  to: number,
  language: string,
): CitedSentence[] {
  const stretch = markdown.slice(from, to)
  return splitSentences(stretch, language).flatMap(({ start, end }): CitedSentence[] => {
    const text = stretch.slice(start, end)
    const marks = /^(?:[\s>]|(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t])*/.exec(text)![0].length
    const isSpeaker = text.startsWith('—', marks) && marks > 0
    if (isSpeaker || !/[\p{L}\p{N}]/u.test(text.slice(marks))) return []
    return [{ start: from + start + marks, end: from + end, citations: [], support: 'unchecked' }]
  })
}
