import { splitSentences } from '../index.ts'
import type { TextRange } from '../index.ts'

/** Longer than this without a stop inside, a "sentence" is unpunctuated speech. */
const unpunctuatedWords = 45
/** Between sentences that do end, one of so many words is just long. */
const mostPunctuatedWords = 80
const idealWords = 14
const mostWords = 30

const connective =
  /^(?:so|and then|and so|but|because|now|however|okay|then|well|and|entonces|pero|porque|y|und|aber|dann|weil|also|et|mais|donc|alors|então|mas|e|daí)$/iu

/**
 * The sentences of spoken text. Where a recogniser wrote no punctuation, stretches are cut at
 * pauses, before connectives, and at the latest after thirty words.
 *
 * @param pauses offsets into `text` at which the speaker paused, rising
 * @example
 * splitSpeech('So it works. Now we test it.', 'en', []).length // 2
 */
export function splitSpeech(
  text: string,
  language: string,
  pauses: readonly number[],
): TextRange[] {
  const ranges: TextRange[] = []
  const sentences = splitSentences(text, language)
  for (const range of sentences) {
    const words = wordsOf(text, range)
    if (
      words.length <= unpunctuatedWords ||
      isPunctuated(text.slice(range.start, range.end), words.length) ||
      (words.length <= mostPunctuatedWords && hasStops(text, sentences, unpunctuatedWords))
    )
      ranges.push(range)
    else ranges.push(...cutUnpunctuated(text, words, pauses))
  }
  return ranges
}

/** Several sentences of an ordinary length show that whoever wrote this down puts stops. */
function hasStops(text: string, sentences: readonly TextRange[], mostWords: number): boolean {
  const words = text.split(/\s+/).length
  return sentences.length >= 3 && words <= sentences.length * mostWords
}

/** A comma every two dozen words shows that somebody punctuated it, so it is one long sentence. */
function isPunctuated(text: string, words: number): boolean {
  const marks = text.match(/[,;:–—、，。.!?]\s|--|\.\.\./g)?.length ?? 0
  return words < 150 && marks * 24 >= words
}

function wordsOf(text: string, range: TextRange): TextRange[] {
  const part = text.slice(range.start, range.end)
  const spaced = [...part.matchAll(/\S+/g)].map((match) => ({
    start: range.start + match.index,
    end: range.start + match.index + match[0].length,
  }))
  const longest = spaced.reduce((most, word) => Math.max(most, word.end - word.start), 0)
  if (longest <= 120) return spaced
  // A script without spaces, or hostile text: a "word" is a few characters.
  return spaced.flatMap((word) => {
    const pieces: TextRange[] = []
    for (let at = word.start; at < word.end; at += 4) {
      let end = Math.min(at + 4, word.end)
      if (end < word.end && isLowSurrogate(text, end)) end++
      if (at < end && !isLowSurrogate(text, at)) pieces.push({ start: at, end })
      else if (pieces.length > 0) pieces[pieces.length - 1] = { start: pieces.at(-1)!.start, end }
    }
    return pieces
  })
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

function cutUnpunctuated(
  text: string,
  words: readonly TextRange[],
  pauses: readonly number[],
): TextRange[] {
  const pauseAt = new Set(pauses)
  const pieces: TextRange[] = []
  let first = 0
  for (let at = 1; at <= words.length; at++) {
    const length = at - first
    const word = words[at]
    if (!word) break
    const remaining = words.length - at
    const written = text.slice(word.start, word.end)
    const afterPause = pauseAt.has(word.start) && length >= 4
    const atConnective = length >= idealWords && remaining >= 4 && connective.test(written)
    const afterStop =
      length >= 4 && /[.?!。！？]["”]?$/.test(text.slice(words[at - 1]!.start, words[at - 1]!.end))
    if (afterPause || atConnective || afterStop || (length >= mostWords && remaining >= 4)) {
      pieces.push({ start: words[first]!.start, end: words[at - 1]!.end })
      first = at
    }
  }
  pieces.push({ start: words[first]!.start, end: words.at(-1)!.end })
  return pieces
}
