import type { LanguageProfile } from '../languages/profile.ts'

type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>

/** What a speaker says on moving to another subject, ready for matching against words. */
export interface CuePhrases {
  /** Phrases that count where a sentence starts, by first word. */
  readonly openers: Phrases
  /** The longer ones, which count anywhere in a sentence, by first word. */
  readonly mentions: Phrases
  /** Words to look past at the start of a sentence: `so`, `okay`, `um`. */
  readonly leadIns: ReadonlySet<string>
}

/** Shorter phrases than these, in characters, say too little by themselves. */
const shortestOpener = 4
const shortestMention = 8

const built = new WeakMap<LanguageProfile, CuePhrases>()

/** The cue phrases of a language; empty where we have no list for it. */
export function cuePhrases(profile: LanguageProfile): CuePhrases {
  let cues = built.get(profile)
  if (!cues) {
    const openers = profile.topicOpeners.filter((phrase) => phrase.length >= shortestOpener)
    cues = {
      openers: byFirstWord(openers),
      mentions: byFirstWord(
        openers.filter((phrase) => phrase.includes(' ') && phrase.length >= shortestMention),
      ),
      leadIns: new Set([...profile.fillers, ...profile.danglingOpeners]),
    }
    built.set(profile, cues)
  }
  return cues
}

function byFirstWord(phrases: readonly string[]): Phrases {
  const map = new Map<string, string[][]>()
  for (const phrase of phrases) {
    const words = phrase.split(' ')
    const list = map.get(words[0]!)
    if (list) list.push(words)
    else map.set(words[0]!, [words])
  }
  return map
}

const longestLeadIn = 4

/** Whether the sentence starts with a cue, lead-in words looked past. */
export function opensWithCue(words: readonly string[], cues: CuePhrases): boolean {
  for (let at = 0; at < Math.min(words.length, longestLeadIn); at++) {
    if (matchesAt(words, at, cues.openers)) return true
    if (!cues.leadIns.has(words[at]!)) return false
  }
  return false
}

/** Whether one of the longer cues stands anywhere in the sentence. */
export function mentionsCue(words: readonly string[], cues: CuePhrases): boolean {
  return words.some((_, at) => matchesAt(words, at, cues.mentions))
}

function matchesAt(words: readonly string[], at: number, phrases: Phrases): boolean {
  const candidates = phrases.get(words[at]!)
  return (
    candidates?.some((phrase) => phrase.every((word, offset) => words[at + offset] === word)) ??
    false
  )
}
