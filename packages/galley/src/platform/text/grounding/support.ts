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
 * What it cannot see: a "not" put in or left out, who did what to whom, a paraphrase in other words
 * (which it calls unsupported), numbers in words or in other digits than 0-9. It says nothing about
 * a sentence in another language than its source: do not ask it.
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

/** One way to write each number: 1,000 and 1 000 become 1000, 3,5 becomes 3.5. */
function readNumbers(text: string): string[] {
  const found = text.normalize('NFKC').match(/\d{1,3}(?: \d{3})+(?!\d)|\d[\d.,]*\d|\d/g) ?? []
  return found.map((number) => number.replace(/[,. ](?=\d{3}(?!\d))/g, '').replaceAll(',', '.'))
}
