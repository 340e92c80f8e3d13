import { tokenize } from '../../../platform/text/index.ts'
import { speechPhrases } from '../../../platform/text/speech/index.ts'
import type { Statement } from './material.ts'

/** The worth of a sentence that says what its subject is. */
const definedWorth = 2.2

/**
 * How much more a sentence is worth that opens with the subject (1 where it does not), most if it
 * says what the subject is.
 *
 * @example
 * definition(statementOf('A sensor is a device.'), new Set(['sensor']), 'en') // 2.2
 */
export function definition(
  { text, stems }: Statement,
  subjectStems: ReadonlySet<string>,
  language: string,
): number {
  if (stems[0] === undefined || !subjectStems.has(stems[0])) return 1
  const { copulas, determiners, leaning } = speechPhrases(language)
  // "C'est" is "est".
  const opening = text
    .toLowerCase()
    .split(/\s+/)
    .slice(0, 8)
    .map((word) => word.replace(/^\p{L}['’]/u, ''))
  const says = opening.findIndex((word, at) => at > 0 && copulas.includes(word))
  if (says < 0) return 1.4
  // "There are some peers" says only that there are.
  if (stemsOf(opening.slice(0, says).join(' '), language).length === 0) return 1
  // "Another tool" is said beside one that is not here.
  const then = opening[says + 1] ?? ''
  return determiners.includes(then) && !leaning.includes(then) ? definedWorth : 1.6
}

/** Says what one of the subjects is. */
export function isDefinition(
  statement: Statement,
  stems: ReadonlySet<string>,
  language: string,
): boolean {
  return definition(statement, stems, language) === definedWorth
}

/** Says what the whole of them is: "A state channel is", for a title of both words. */
export function definesAll(
  statement: Statement,
  stems: ReadonlySet<string>,
  language: string,
): boolean {
  const opening = new Set(statement.stems.slice(0, stems.size + 1))
  return isDefinition(statement, stems, language) && [...stems].every((stem) => opening.has(stem))
}

/** The stems of a text's words that carry meaning. */
export function stemsOf(text: string, language: string): string[] {
  return tokenize(text, language)
    .filter((token) => !token.isStopWord)
    .map((token) => token.stem)
}
