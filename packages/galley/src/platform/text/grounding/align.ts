import { splitSentences, tokenize } from '../index.ts'
import type { TextRange } from '../index.ts'

/** Sentences that one written sentence may rest on at once. */
const LONGEST_RUN = 4

/** A source that was read once, for many sentences to be found in. */
export interface AlignableText {
  readonly language: string
  readonly sentences: readonly TextRange[]
  /** What each sentence is about, in the same order. */
  readonly stems: readonly ReadonlySet<string>[]
}

/** Reads a source for `align`: the costly half, worth keeping when many sentences cite one text. */
export function prepareAlignment(source: string, language: string): AlignableText {
  const sentences = splitSentences(source, language)
  const stems = sentences.map(({ start, end }) => contentStems(source.slice(start, end), language))
  return { language, sentences, stems }
}

/**
 * Finds the stretch of a source that a sentence rests on: the run of whole source sentences that
 * covers most of its content words with the least besides.
 *
 * @returns UTF-16 offsets into the source; null when they share no content word.
 * @example
 * const source = prepareAlignment('Hello. The tree stays very small. Bye.', 'en')
 * align('The tree is small.', source) // { start: 7, end: 33 }
 */
export function align(sentence: string, source: AlignableText): TextRange | null {
  const { sentences, stems, language } = source
  const wanted = contentStems(sentence, language)

  let best: (TextRange & { score: number }) | null = null
  for (let first = 0; first < sentences.length; first += 1) {
    const found = new Set<string>()
    let size = 0
    for (let last = first; last < Math.min(sentences.length, first + LONGEST_RUN); last += 1) {
      size += stems[last]!.size
      for (const stem of stems[last]!) if (wanted.has(stem)) found.add(stem)
      // A run that opens beside the point only drags in what the run after it finds without it.
      if (found.size === 0) break
      // Coverage decides; among equals the tighter run wins.
      const score = found.size / wanted.size + found.size / size / 10
      if (!best || score > best.score) {
        best = { start: sentences[first]!.start, end: sentences[last]!.end, score }
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
