import snowball from 'snowball-stemmers'
import { dutch } from './languages/dutch.ts'
import { english } from './languages/english.ts'
import { french } from './languages/french.ts'
import { german } from './languages/german.ts'
import { italian } from './languages/italian.ts'
import { portuguese } from './languages/portuguese.ts'
import { phraseList, wordSet } from './languages/profile.ts'
import type { LanguageProfile, LanguageWords } from './languages/profile.ts'
import { spanish } from './languages/spanish.ts'

const words: Readonly<Record<string, LanguageWords>> = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
  pt: portuguese,
  it: italian,
  nl: dutch,
}

const noWords: LanguageWords = {
  stopWords: '',
  abbreviations: '',
  fillers: '',
  danglingOpeners: '',
  topicOpeners: '',
}

const stemmers: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  hy: 'armenian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  nb: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sl: 'slovene',
  sv: 'swedish',
  tr: 'turkish',
}

/** The languages that have word lists of their own. */
export const profiledLanguages: readonly string[] = Object.keys(words)

const built = new Map<string, LanguageProfile>()

/**
 * What the text code knows of a language: stop words, abbreviations, fillers, openers, stemming.
 * A language without lists of its own gets empty ones, and a stemmer where there is one.
 *
 * @param code a BCP 47 tag; only its primary part counts
 * @example
 * languageProfile('en-GB').stopWords.has('the') // true
 * languageProfile('en').stem('wallets') // 'wallet'
 */
export function languageProfile(code: string): LanguageProfile {
  const primary = code.toLowerCase().split('-', 1)[0] || 'und'
  let profile = built.get(primary)
  if (!profile) {
    profile = buildProfile(primary)
    built.set(primary, profile)
  }
  return profile
}

function buildProfile(code: string): LanguageProfile {
  const own = words[code] ?? noWords
  return {
    code: code in words || code in stemmers ? code : 'und',
    stopWords: wordSet(own.stopWords),
    abbreviations: wordSet(own.abbreviations),
    fillers: phraseList(own.fillers),
    danglingOpeners: phraseList(own.danglingOpeners),
    topicOpeners: phraseList(own.topicOpeners),
    stem: cachedStemmer(stemmers[code]),
  }
}

/** Words a process may meet are unbounded; the cache is dropped when it has grown to this many. */
const cachedStems = 50_000

function cachedStemmer(algorithm: string | undefined): (word: string) => string {
  if (!algorithm) return (word) => straight(word)
  const cache = new Map<string, string>()
  let stemmer: { stem(word: string): string } | undefined
  return (word) => {
    const known = cache.get(word)
    if (known !== undefined) return known
    stemmer ??= snowball.newStemmer(algorithm)
    const stem = stemmer.stem(straight(word))
    if (cache.size >= cachedStems) cache.clear()
    cache.set(word, stem)
    return stem
  }
}

/** Lower case, with the typographic apostrophe made straight. */
export function straight(word: string): string {
  return word.toLowerCase().replaceAll('’', "'")
}
