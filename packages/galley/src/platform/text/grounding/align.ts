import { splitSentences, tokenize } from '../index.ts'

/** Sentences that one written sentence may rest on at once. */
const LONGEST_RUN = 4

/**
 * Finds the stretch of a source that a sentence rests on: the run of whole source sentences that
 * covers most of its content words with the least besides.
 *
 * @returns UTF-16 offsets into `source`; null when they share no content word.
 * @example
 * align('The tree is small.', 'Hello. The tree stays very small. Bye.', 'en') // { start: 7, end: 33 }
 */
export function align(
  sentence: string,
  source: string,
  language: string,
): { start: number; end: number } | null {
  const wanted = contentStems(sentence, language)
  const spans = splitSentences(source, language)
  const stems = spans.map(({ start, end }) => contentStems(source.slice(start, end), language))

  let best: { start: number; end: number; score: number } | null = null
  for (let first = 0; first < spans.length; first += 1) {
    const found = new Set<string>()
    let size = 0
    for (let last = first; last < Math.min(spans.length, first + LONGEST_RUN); last += 1) {
      size += stems[last]!.size
      for (const stem of stems[last]!) if (wanted.has(stem)) found.add(stem)
      if (found.size === 0) continue
      // Coverage decides; among equals the tighter run wins.
      const score = found.size / wanted.size + found.size / Math.max(size, 1) / 10
      if (!best || score > best.score) {
        best = { start: spans[first]!.start, end: spans[last]!.end, score }
      }
    }
  }
  return best && { start: best.start, end: best.end }
}

/** What a text is about: its stems without stop words (all of them where nothing else is left). */
export function contentStems(text: string, language: string): Set<string> {
  const tokens = tokenize(text, language)
  const content = tokens.filter((token) => !token.isStopWord)
  return new Set((content.length > 0 ? content : tokens).map((token) => token.stem))
}
