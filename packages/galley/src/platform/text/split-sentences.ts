import { languageProfile } from './language-profile.ts'
import { wordSet } from './languages/profile.ts'
import type { LanguageProfile } from './languages/profile.ts'

/** A stretch of a text: UTF-16 offsets, `end` exclusive. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/**
 * The sentences of a text in order, trimmed. A blank line always ends one; a single line break
 * does unless the next line plainly continues the sentence. Nothing but white space is left out.
 *
 * @param language a BCP 47 tag, see `detectLanguage`
 * @example
 * splitSentences('Dr. Back spoke. We listened.', 'en') // [{ start: 0, end: 15 }, { start: 16, end: 28 }]
 */
export function splitSentences(text: string, language: string): TextRange[] {
  const profile = languageProfile(language)
  const segmenter = sentenceSegmenter(language)
  const sentences: TextRange[] = []
  for (const block of blocks(text)) {
    // The segmenter breaks at every line end, so lines of one block are joined first; offsets stay.
    const flat = text.slice(block.start, block.end).replace(/[\r\n\u2028]/g, ' ')
    for (const range of repair(flat, segmenter.segment(flat), profile)) {
      sentences.push({ start: block.start + range.start, end: block.start + range.end })
    }
  }
  return sentences
}

const segmenters = new Map<string, Intl.Segmenter>()

function sentenceSegmenter(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language)
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
    segmenters.set(language, segmenter)
  }
  return segmenter
}

const unfinishedLine = /[\p{L}\p{N},;–—-]\s*$/u
const continuingLine = /^\s*[\p{Ll}(]/u

/** Stretches that no sentence crosses: paragraphs, and lines that do not run on. */
function* blocks(text: string): Generator<TextRange> {
  let start = 0
  let previous = ''
  for (const line of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    if (line[0] === '') break
    const runsOn = unfinishedLine.test(previous) && continuingLine.test(line[0])
    if (!runsOn && line.index > start) {
      yield { start, end: line.index }
      start = line.index
    }
    previous = line[0]
  }
  if (start < text.length) yield { start, end: text.length }
}

/** Joins what the segmenter cut wrongly, cuts where it did not, and trims. */
function repair(
  text: string,
  segments: Iterable<{ index: number; segment: string }>,
  profile: LanguageProfile,
): TextRange[] {
  const cuts: number[] = [0]
  for (const { index, segment } of segments) {
    // The segmenter leaves an opening bracket with the sentence before it.
    const opening = /[「『（【〈《“‘([]*$/u.exec(text.slice(Math.max(0, index - 4), index))![0]
      .length
    if (index > 0 && !joins(text, index, profile)) cuts.push(index - opening)
    // Unicode does not count the ellipsis as an end; before a capital it is one.
    for (const dots of segment.matchAll(/(?:…|\.\.\.)["'”’)\]]*\s+(?=["“‘(]?\p{Lu})/gu)) {
      const cut = index + dots.index + dots[0].length
      if (cut < index + segment.length) cuts.push(cut)
    }
  }
  cuts.push(text.length)

  const ranges: TextRange[] = []
  for (let i = 0; i + 1 < cuts.length; i++) {
    const part = text.slice(cuts[i], cuts[i + 1])
    const start = cuts[i]! + (part.length - part.trimStart().length)
    const end = cuts[i]! + part.trimEnd().length
    if (start >= end) continue
    const last = ranges.at(-1)
    // Stray closing quotes and stops belong to the sentence before them.
    if (last && !/[\p{L}\p{N}\p{S}]/u.test(text.slice(start, end))) {
      ranges[ranges.length - 1] = { start: last.start, end }
    } else ranges.push({ start, end })
  }
  return ranges
}

/** Whether the segmenter's cut at `index` falls inside a sentence. */
function joins(text: string, index: number, profile: LanguageProfile): boolean {
  const before = text.slice(Math.max(0, index - 40), index).trimEnd()
  const after = text.slice(index, index + 40)
  // An address (`watch?v=1`): no sentence goes on in small letters without a space.
  if (/[!?]$/.test(text.slice(index - 1, index)) && /^[\p{Ll}\p{N}/&=]/u.test(after)) return true
  // “Why?” he asked. Also 「なぜ？」と言った。
  if (/[」』]$/u.test(before) && /^(?:と|って)/u.test(after)) return true
  if (/[?!]["'”’»)\]]$/u.test(before) && /^\s*\p{Ll}/u.test(after)) return true
  if (!before.endsWith('.') || before.endsWith('..')) return false

  const last = /(?:^|[\s("“‘'[])([\p{L}\p{N}\p{M}.-]+)\.$/u.exec(before)?.[1] ?? ''
  const next = /^\s*["“(]?([\p{L}\p{N}'’]+)/u.exec(after)?.[1] ?? ''
  if (/^\d{1,2}$/.test(last)) {
    // A German ordinal ("am 3. Oktober"), or a list number at the start of the block.
    return profile.code === 'de' || before.length === last.length + 1
  }
  const opensSentence = profile.stopWords.has(next.toLowerCase())
  const isInitial = /^\p{Lu}$/u.test(last)
  const isAcronym = /^(?:\p{L}\.)+\p{L}$/u.test(last)
  const lower = last.toLowerCase()
  const isAbbreviation = profile.abbreviations.has(lower)
  if (isAbbreviation && beforeNumber.has(lower)) return /^\p{N}/u.test(next)
  if (
    (isAbbreviation && mayEndSentence.has(lower)) ||
    isInitial ||
    (isAcronym && !isAbbreviation)
  ) {
    return !opensSentence && next !== ''
  }
  return isAbbreviation && !(isAcronym && /^\p{Lu}/u.test(last) && opensSentence)
}

/** Abbreviations that end a sentence as readily as they stand inside one. */
const mayEndSentence = wordSet('etc inc ltd co corp llc jr sr a.m p.m usw ecc enz cía cia gmbh s.a')

/** Abbreviations that are words too: they count only before a number. */
const beforeNumber = wordSet(
  'no nos nr nº núm fig figs p pp pág pag s art vol ch cap sec kap bd ed st',
)
