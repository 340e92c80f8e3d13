import type { SourceText } from '../../flow/sources/index.ts'

/** The language that most of the words are in. */
export function mainLanguage(sources: readonly SourceText[]): string {
  const longest = sources.toSorted((left, right) => right.text.length - left.text.length)[0]
  return longest?.language ?? 'und'
}
