import type { Token } from '../index.ts'
import { speechPhrases } from '../speech/index.ts'
import { namesPerson } from './given-names.ts'

/** What a language's words tell of the phrases between them. */
export interface NounWords {
  determiners: ReadonlySet<string>
  prepositions: ReadonlySet<string>
  beforeVerbs: ReadonlySet<string>
  verbs: ReadonlySet<string>
  vague: ReadonlySet<string>
  linkers: readonly string[][]
  isGerman: boolean
  isEnglish: boolean
  /** Spanish and Portuguese: a word in -ar, -er, -ir is nearly always a verb. */
  hasInfinitives: boolean
  isKnown: boolean
}

const cache = new Map<string, NounWords>()

/** The noun words of a language. */
export function nounWords(language: string): NounWords {
  const code = language.toLowerCase().split('-', 1)[0]!
  let words = cache.get(code)
  if (!words) {
    const phrases = speechPhrases(code)
    words = {
      determiners: new Set(phrases.determiners),
      prepositions: new Set(phrases.prepositions),
      beforeVerbs: new Set(phrases.beforeVerbs),
      verbs: new Set(phrases.verbs),
      vague: new Set(phrases.vague),
      linkers: phrases.linkers
        .map((linker) => linker.split(/\s+/))
        .sort((a, b) => b.length - a.length),
      isGerman: code === 'de',
      isEnglish: code === 'en',
      hasInfinitives: code === 'es' || code === 'pt',
      isKnown: phrases.determiners.length > 0,
    }
    cache.set(code, words)
  }
  return words
}

/** Whether words could name something, by themselves. */
export function canName(
  phrase: readonly Token[],
  words: NounWords,
  ignored: ReadonlySet<string>,
): boolean {
  const first = phrase[0]!
  const last = phrase.at(-1)!
  if (words.vague.has(lower(first)) || words.vague.has(lower(last))) return false
  if (/^[\p{N}.,]+$/u.test(first.text) || (phrase.length === 1 && first.text.length < 2))
    return false
  if (/^\p{N}+$/u.test(last.text) && phrase.length < 2) return false
  if (phrase.filter((token) => /^\p{Script=Latin}$/u.test(token.text)).length > 1) return false
  if (!phrase.some((token) => token.text.length > 2 || !/^\p{Script=Latin}/u.test(token.text)))
    return false
  // "45-minute" wants a noun behind it.
  if (/^(?:\p{N}+-\p{Ll}{4,}|\p{Ll}+-to-\p{Ll}+)$/u.test(last.text)) return false
  if (last.text.length < 2 && !/\p{Script=Han}/u.test(last.text)) return false
  if (words.isEnglish && isAdverbOrParticiple(lower(last))) return false
  if (
    words.isEnglish &&
    lower(first).endsWith('ly') &&
    phrase.length > 1 &&
    isAdverbOrParticiple(lower(first))
  )
    return false
  // German writes every noun with a capital, so the head of a phrase has one.
  if (
    words.isGerman &&
    (!/^\p{Lu}/u.test(last.text) ||
      phrase.some((token) => /^\p{Ll}/u.test(token.text) && !/(?:e|er|es)$/.test(token.text)))
  )
    return false
  if (
    words.hasInfinitives &&
    phrase.some((token) => /[^ld][aei]r$/.test(token.text) && token.text.length > 4)
  )
    return false
  return !phrase.some(
    (token) => ignored.has(token.stem) || token.text.length > 30 || namesPerson(token.text),
  )
}

const notAdverbs =
  /^(?:family|assembly|reply|supply|anomaly|monopoly|butterfly|july|italy|poly|ally|need|seed|feed|speed|shed|bed|embed|hundred|breed|greed|weed|red)$/

function isAdverbOrParticiple(word: string): boolean {
  return word.length > 3 && /(?:ly|ed|ous|ful)$/.test(word) && !notAdverbs.test(word)
}

/** How much a phrase's neighbours and its words look like a noun phrase's: about 0 to 1.5. */
export function evidenceOf(
  sentence: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  words: NounWords,
): number {
  if (!words.isKnown) return 0.8
  let evidence = 0
  const previous = tokens[from - 1]
  if (previous && adjoins(sentence, tokens, from)) {
    const word = lower(previous)
    if (words.determiners.has(word)) evidence += 1
    else if (words.prepositions.has(word)) evidence += 0.6
    else if (words.beforeVerbs.has(word)) evidence -= 1
    else if (!previous.isStopWord) evidence += 0.1
  } else evidence += 0.3
  const next = tokens[to]
  if (next && adjoins(sentence, tokens, to)) {
    const word = lower(next)
    if (words.determiners.has(word) && !words.prepositions.has(word)) evidence -= 0.7
    else if (next.isStopWord) evidence += 0.4
  } else evidence += 0.5
  for (const token of tokens.slice(from, to)) {
    if (words.verbs.has(lower(token))) evidence -= token === tokens[to - 1] ? 1.5 : 0.8
  }
  if (words.isEnglish && to - from > 1) {
    if (tokens[from]!.text.endsWith('ing')) evidence -= 0.5
    if (tokens[to - 1]!.text.endsWith('ing')) evidence -= 0.3
  }
  return evidence
}

/** Whether a word follows the one before it with nothing but a space between. */
export function adjoins(sentence: string, tokens: readonly Token[], at: number): boolean {
  const previous = tokens[at - 1]
  const token = tokens[at]
  return (
    previous !== undefined &&
    token !== undefined &&
    /^\s?$/.test(sentence.slice(previous.end, token.start))
  )
}

export function lower(token: Token): string {
  return token.text.toLowerCase().replaceAll('’', "'")
}
