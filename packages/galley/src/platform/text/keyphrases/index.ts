/** What a text is about, in its own words. */
export { namesPerson } from './given-names.ts'
export { nameStems, nounPhrases } from './noun-phrases.ts'
export type { NounPhrase } from './noun-phrases.ts'
export { isRichWord, rankPhrases } from './rank-phrases.ts'
export type { RankedPhrase } from './rank-phrases.ts'
