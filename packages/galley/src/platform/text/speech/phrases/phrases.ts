/** What a language's speakers say that its writers would not: data for the speech clean-up. */
export interface SpeechPhrases {
  /** Hesitation sounds, removed wherever they stand: "um". */
  sounds: string[]
  /** Asides, removed only where commas or the sentence's edge set them off: "you know". */
  asides: string[]
  /** Hedges removed inside a clause, but only behind one of `softenersAfter`: "sort of". */
  softeners: string[]
  softenersAfter: string[]
  /** Regular expressions of words that are empty where they stand: "of *like* scaling". */
  emptyWords: string[]
  /** Tag questions at the end of a statement: "right?". */
  tags: string[]
  /** Openers that carry nothing and are always dropped: "okay", "yeah". */
  openers: string[]
  /** Openers dropped only where a comma follows, as the word has another use: "now,". */
  commaOpeners: string[]
  /** Openers that join to the sentence before; dropped where that one is not there: "but". */
  contrastOpeners: string[]
  /** Openers that are none before some words: "so" in "so far". */
  guardedOpeners: string[]
  /** Those words. */
  openerGuards: string[]
  /** Conjunctions that keep the comma before them when an aside goes. */
  conjunctions: string[]
  /** Words that may rightly stand twice in a row: "had had". */
  doubles: string[]
  /** Whole answers without content: "exactly". */
  backchannels: string[]
  /** Regular expressions of talk about the show, the room or the slides. */
  housekeeping: string[]
  /** Regular expressions of weak sentences: chatter, vagueness, pointing at a screen. */
  chatter: string[]
  /** First words that need a sentence before them. */
  pronouns: string[]
  /** First words that lean on what was said, less strongly. */
  leaning: string[]
  /** Regular expressions of openings that lean: "the other one", "for example". */
  leaningOpenings: string[]
  /** Regular expressions of sentences that say what the talk is about. */
  announcements: string[]
  /** Regular expressions of what a show says its episode is about: "this week we dig into". */
  showLeads: string[]
  /** Regular expressions of what presents a guest: "with us is". */
  guestLeads: string[]
  /** Regular expressions of what a guest is or does: "the founder of". */
  callings: string[]
  /** Regular expressions of greetings, thanks and advertising, which present nothing. */
  pleasantries: string[]
  /** Regular expressions of what stands right before the subject of a talk: "talk about". */
  topicLeads: string[]
  /** Words at which the name of that subject ends. */
  topicEnds: string[]
  /** Words that such a name does not begin with: "some of". */
  topicFillers: string[]
  /** Regular expressions of what was once and is no rule: "was", "someone". */
  anecdotes: string[]
  /** Openings that look like a pronoun's but stand alone: "it is important to". */
  standing: string[]
  /** First words of a fragment: "which", "because". */
  subordinators: string[]
  /** First words of a side clause that comes before the main one: "if", "when". */
  conditions: string[]
  /** Question words at the beginning of a question. */
  questionWords: string[]
  firstPerson: string[]
  /** Words for those in the room: "we", "you". */
  participants: string[]
  /** Regular expressions of sentences that say what matters. */
  cues: string[]
  /** Regular expressions of opinion and feeling, for quotes. */
  opinion: string[]
  /** Words before a noun phrase: articles, possessives, quantities. */
  determiners: string[]
  /** Words between two noun phrases. */
  prepositions: string[]
  /** Forms of "to be" that leave a clause open: "the thing is". */
  copulas: string[]
  /** Prepositions that can join two noun phrases into a longer one: "of". */
  linkers: string[]
  /** Words before a verb: pronouns, modals, the infinitive's mark. */
  beforeVerbs: string[]
  /** Forms of common verbs that no heading should contain. */
  verbs: string[]
  /** Words too vague to name a section: "thing". */
  vague: string[]
  /** Headings that name a place in a text and not a subject: "introduction". */
  genericHeadings: string[]
  /** The word that joins two names: "and". */
  and: string
}
