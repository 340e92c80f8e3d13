import { contentStems } from './align.ts'

/** Below this share of shared content words, the cited text does not carry the sentence. */
const ENOUGH = 0.5

export interface LexicalSupport {
  isSupported: boolean
  /** Share of the sentence's content words that the cited text has, 0 to 1. */
  score: number
  /** Numbers in the sentence that the cited text does not have: never a matter of wording. */
  missingNumbers: string[]
}

/**
 * Whether cited text carries a sentence, by words alone: enough of its content words are there,
 * and every number is.
 *
 * @example
 * lexicalSupport('It costs 5 euros.', ['The fee is 3 euros.'], 'en').missingNumbers // ['5']
 */
export function lexicalSupport(
  sentence: string,
  cited: readonly string[],
  language: string,
): LexicalSupport {
  const wanted = contentStems(sentence, language)
  const there = contentStems(cited.join('\n'), language)
  const shared = [...wanted].filter((stem) => there.has(stem)).length
  const score = wanted.size === 0 ? (cited.length > 0 ? 1 : 0) : shared / wanted.size
  const numbers = new Set(cited.flatMap(readNumbers))
  const missingNumbers = readNumbers(sentence).filter((number) => !numbers.has(number))
  return { isSupported: score >= ENOUGH && missingNumbers.length === 0, score, missingNumbers }
}

/** Digits with thousands separators taken out, so that 1,000 and 1000 are one number. */
function readNumbers(text: string): string[] {
  const found = text.match(/\d[\d.,\u00a0\u202f]*\d|\d/g) ?? []
  return found.map((number) => number.replace(/[,.\u00a0\u202f](?=\d{3}(?!\d))/g, ''))
}
