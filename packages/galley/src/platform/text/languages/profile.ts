/** What the text code knows of one language. Every list is lower case, apostrophes straight. */
export interface LanguageProfile {
  /** BCP 47 primary tag, `und` for the neutral profile. */
  readonly code: string
  /** Words that carry grammar, not a subject. Empty where we have no list. */
  readonly stopWords: ReadonlySet<string>
  /** Written with a full stop that does not end a sentence; stored without the last stop. */
  readonly abbreviations: ReadonlySet<string>
  /** Spoken fillers and hedges, one word or several, longest first. */
  readonly fillers: readonly string[]
  /** Words that leave a sentence dangling when it is lifted out of its place. */
  readonly danglingOpeners: readonly string[]
  /** What a speaker says on moving to another subject, one word or several. */
  readonly topicOpeners: readonly string[]
  /** The word without its inflection, lower case. */
  stem(word: string): string
}

/** The hand-written part of a profile: space-separated words, comma-separated phrases. */
export interface LanguageWords {
  readonly stopWords: string
  readonly abbreviations: string
  readonly fillers: string
  readonly danglingOpeners: string
  readonly topicOpeners: string
}

/** Splits a space-separated word list. */
export function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter(Boolean))
}

/** Splits a comma-separated phrase list, longest phrase first so that it wins over its parts. */
export function phraseList(list: string): readonly string[] {
  const phrases = list.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' '))
  return phrases.filter(Boolean).sort((a, b) => b.length - a.length)
}
