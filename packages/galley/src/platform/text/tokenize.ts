import { languageProfile, straight } from './language-profile.ts'

/** One word of a text. */
export interface Token {
  /** UTF-16 offsets into the text. */
  readonly start: number
  readonly end: number
  /** As written: `text.slice(start, end)` of the whole. */
  readonly text: string
  /** Lower case, without inflection; equal for the forms of one word. */
  readonly stem: string
  readonly isStopWord: boolean
}

/** Scripts written without spaces between words: only a dictionary can tell the words apart. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A number with its separators, or letters joined by apostrophes and hyphens. */
const word = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}\p{M}_]+(?:['’\-‑][\p{L}\p{N}\p{M}_]+)*/gu

/** French and Italian write a short word onto the next one: `l'homme`, `dell'arte`. */
const elision =
  /^(?:\p{L}{1,2}|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|dall|nell|sull|un)['’](?=\p{L})/iu

/**
 * The words of a text in order, punctuation left out.
 *
 * @param language a BCP 47 tag, see `detectLanguage`
 * @example
 * tokenize('The wallets’ keys', 'en').map((token) => token.stem) // ['the', 'wallet', 'key']
 */
export function tokenize(text: string, language: string): Token[] {
  const { stem, stopWords, code } = languageProfile(language)
  const tokens: Token[] = []
  const add = (start: number, part: string): void => {
    const isStopWord = stopWords.has(part) || stopWords.has(straight(part))
    tokens.push({ start, end: start + part.length, text: part, stem: stem(part), isStopWord })
  }

  if (spaceless.test(text)) {
    for (const part of wordSegmenter(language).segment(text)) {
      if (part.isWordLike) add(part.index, part.segment)
    }
    return tokens
  }
  const elides = code === 'fr' || code === 'it'
  for (const match of text.matchAll(word)) {
    const short = elides ? elision.exec(match[0])?.[0] : undefined
    if (short) add(match.index, short.slice(0, -1))
    add(match.index + (short?.length ?? 0), match[0].slice(short?.length ?? 0))
  }
  return tokens
}

const segmenters = new Map<string, Intl.Segmenter>()

function wordSegmenter(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language)
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' })
    segmenters.set(language, segmenter)
  }
  return segmenter
}
