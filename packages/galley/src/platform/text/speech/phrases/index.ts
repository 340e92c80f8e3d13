import { english } from './english.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import type { SpeechPhrases } from './phrases.ts'
import { portuguese } from './portuguese.ts'
import { spanish } from './spanish.ts'

const known: Readonly<Record<string, SpeechPhrases>> = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
  pt: portuguese,
}

const silent: SpeechPhrases = {
  sounds: [],
  asides: [],
  softeners: [],
  softenersAfter: [],
  emptyWords: [],
  tags: [],
  openers: [],
  commaOpeners: [],
  contrastOpeners: [],
  guardedOpeners: [],
  openerGuards: [],
  conjunctions: [],
  doubles: [],
  backchannels: [],
  housekeeping: [],
  chatter: [],
  pronouns: [],
  leaning: [],
  leaningOpenings: [],
  announcements: [],
  showLeads: [],
  guestLeads: [],
  callings: [],
  pleasantries: [],
  topicLeads: [],
  topicEnds: [],
  topicFillers: [],
  anecdotes: [],
  standing: [],
  subordinators: [],
  conditions: [],
  questionWords: [],
  firstPerson: [],
  participants: [],
  cues: [],
  opinion: [],
  determiners: [],
  prepositions: [],
  copulas: [],
  linkers: [],
  beforeVerbs: [],
  verbs: [],
  vague: [],
  genericHeadings: [],
  and: '',
}

/**
 * The speech habits of a language; empty lists for one that is not known, so that the clean-up
 * still takes out time stamps, stage notes and repeats.
 *
 * @param language a BCP 47 tag; only its primary part counts
 * @example
 * speechPhrases('en-GB').sounds.includes('um') // true
 */
export function speechPhrases(language: string): SpeechPhrases {
  return known[language.toLowerCase().split('-', 1)[0]!] ?? silent
}
