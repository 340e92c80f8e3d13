import { speechPhrases } from './phrases/index.ts'
import type { SpeechPhrases } from './phrases/phrases.ts'

/** Phrases compiled to expressions. All match against straight apostrophes, ignoring case. */
export interface SpeechRules {
  readonly phrases: SpeechPhrases
  readonly sounds: RegExp | null
  /** One aside or several, with the marks that set them off. */
  readonly asides: RegExp | null
  readonly openingAside: RegExp | null
  readonly softeners: RegExp | null
  readonly emptyWords: RegExp | null
  readonly tags: RegExp | null
  readonly openers: RegExp | null
  readonly commaOpeners: RegExp | null
  readonly contrastOpeners: RegExp | null
  /** Words that no finished clause ends with. */
  readonly unfinished: ReadonlySet<string>
  readonly conjunctions: RegExp | null
  readonly doubles: ReadonlySet<string>
  readonly backchannels: ReadonlySet<string>
  readonly housekeeping: RegExp | null
  readonly chatter: RegExp | null
  readonly pronouns: ReadonlySet<string>
  readonly verbs: ReadonlySet<string>
  readonly leaning: ReadonlySet<string>
  readonly leaningOpenings: RegExp | null
  readonly announcements: RegExp | null
  readonly showLeads: RegExp | null
  readonly guestLeads: RegExp | null
  readonly callings: RegExp | null
  readonly pleasantries: RegExp | null
  readonly topicLeads: RegExp | null
  readonly topicEnds: ReadonlySet<string>
  readonly anecdotes: RegExp | null
  readonly standing: RegExp | null
  readonly subordinators: RegExp | null
  readonly questionWords: ReadonlySet<string>
  readonly firstPerson: ReadonlySet<string>
  readonly cues: RegExp | null
  readonly opinion: RegExp | null
}

const compiled = new Map<string, SpeechRules>()

/** The compiled speech phrases of a language. */
export function speechRules(language: string): SpeechRules {
  const code = language.toLowerCase().split('-', 1)[0]!
  let rules = compiled.get(code)
  if (!rules) {
    rules = compileRules(speechPhrases(code))
    compiled.set(code, rules)
  }
  return rules
}

/** A word's edges that also hold beside accented letters, which `\b` does not see. */
export const before = String.raw`(?<![\p{L}\p{N}_'’-])`
export const after = String.raw`(?![\p{L}\p{N}_'’-])`

/** What sets an opener off from its sentence. */
const opensBy = String.raw`\s*[,;:–—]\s*|\s*--\s*|\s*(?:\.\.\.|…)\s*`

/** What is left of the sentence behind an opener. */
const clause = String.raw`(?=[\p{L}\p{N}"“«¿¡(])`

function compileRules(phrases: SpeechPhrases): SpeechRules {
  const conjunctions = anyOf(phrases.conjunctions)
  const subordinators = anyOf(phrases.subordinators)
  return {
    phrases,
    ...fillerPatterns(phrases),
    ...openerPatterns(phrases),
    unfinished: new Set([
      ...phrases.determiners.filter((word) => !phrases.pronouns.includes(word) && word.length < 5),
      ...phrases.prepositions,
      ...phrases.conjunctions,
      ...phrases.copulas,
    ]),
    conjunctions: conjunctions ? pattern(`^(?:${conjunctions})${after}`) : null,
    doubles: new Set(phrases.doubles),
    backchannels: new Set(phrases.backchannels.map(bare)),
    housekeeping: anyPattern(phrases.housekeeping),
    chatter: anyPattern(phrases.chatter),
    pronouns: new Set(phrases.pronouns),
    verbs: new Set(phrases.verbs),
    leaning: new Set(phrases.leaning),
    leaningOpenings: openingPattern(phrases.leaningOpenings),
    announcements: anyPattern(phrases.announcements),
    showLeads: anyPattern(phrases.showLeads),
    guestLeads: anyPattern(phrases.guestLeads),
    callings: anyPattern(phrases.callings),
    pleasantries: anyPattern(phrases.pleasantries),
    topicLeads: anyPattern(phrases.topicLeads),
    topicEnds: new Set(phrases.topicEnds),
    anecdotes: anyPattern(phrases.anecdotes),
    standing: openingPattern(phrases.standing),
    subordinators: subordinators ? pattern(`^(?:${subordinators})${after}`) : null,
    questionWords: new Set(phrases.questionWords),
    firstPerson: new Set(phrases.firstPerson),
    cues: anyPattern(phrases.cues),
    opinion: anyPattern(phrases.opinion),
  }
}

type FillerPatterns = Pick<
  SpeechRules,
  'sounds' | 'asides' | 'openingAside' | 'softeners' | 'emptyWords' | 'tags'
>

function fillerPatterns(phrases: SpeechPhrases): FillerPatterns {
  const sounds = anyOf(phrases.sounds)
  const asides = anyOf([...phrases.asides, ...phrases.sounds])
  const softeners = anyOf(phrases.softeners)
  const softenersAfter = anyOf(phrases.softenersAfter)
  const tags = anyOf(phrases.tags)
  // Spanish marks the tag itself as a question, so no comma is needed.
  const marked = anyOf(phrases.tags.filter((tag) => tag.startsWith('¿'))) ?? '(?!)'
  const lead = String.raw`(?:,|\s--|\s[–—]|\.\.\.|…)`
  const close = String.raw`(?:\s*(?:,|--|[–—]|\.\.\.|…)|(?=\s*[.!?…]*$))`
  return {
    sounds: sounds
      ? pattern(`,?\\s*${before}(?:${sounds})${after}\\s*(?:,|\\.\\.\\.|…)?`, 'giu')
      : null,
    asides: asides
      ? pattern(
          `${lead}\\s*${before}(?:${asides})${after}(?:\\s*,\\s*(?:${asides})${after})*${close}`,
          'giu',
        )
      : null,
    openingAside: asides ? pattern(`^(?:${asides})\\s*,\\s*`) : null,
    softeners:
      softeners && softenersAfter
        ? pattern(
            `(?<=${before}(?:${softenersAfter}),?\\s+)(?:${softeners})${after},?\\s*(?=[\\p{L}\\p{N}])`,
            'giu',
          )
        : null,
    emptyWords: phrases.emptyWords.length > 0 ? pattern(phrases.emptyWords.join('|'), 'giu') : null,
    tags: tags ? pattern(`\\s*[,–—-]+\\s*(?:${tags})\\s*[?.!]+$|\\s+(?:${marked})$`) : null,
  }
}

function openerPatterns(
  phrases: SpeechPhrases,
): Pick<SpeechRules, 'openers' | 'commaOpeners' | 'contrastOpeners'> {
  const openers = anyOf(
    phrases.openers.filter((opener) => !phrases.guardedOpeners.includes(opener)),
  )
  const guarded = anyOf(phrases.guardedOpeners)
  const guards = anyOf(phrases.openerGuards)
  const commaOpeners = anyOf(phrases.commaOpeners)
  const contrast = anyOf(phrases.contrastOpeners)
  const guardedOpener =
    guarded && guards ? `(?:${guarded})${after}(?:${opensBy}|\\s+(?!(?:${guards})${after}))|` : ''
  return {
    openers: openers
      ? pattern(`^(?:${guardedOpener}(?:${openers})${after}(?:${opensBy}|\\s+))${clause}`)
      : null,
    commaOpeners: commaOpeners
      ? pattern(`^(?:${commaOpeners})${after}\\s*(?:,|--|–|—|\\.\\.\\.|…)\\s*${clause}`)
      : null,
    contrastOpeners: contrast ? pattern(`^(?:${contrast})${after},?\\s+${clause}`) : null,
  }
}

/** Lower case with straight apostrophes and without punctuation, for whole-sentence comparison. */
export function bare(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\p{N}\p{M}']+/gu, ' ')
    .trim()
}

function anyOf(list: readonly string[]): string | null {
  if (list.length === 0) return null
  return [...list]
    .sort((a, b) => b.length - a.length)
    .map((phrase) =>
      phrase
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replace(/\s+/g, '\\s+')
        .replaceAll("'", "['’]"),
    )
    .join('|')
}

function anyPattern(list: readonly string[]): RegExp | null {
  return list.length > 0 ? pattern(list.join('|')) : null
}

function openingPattern(list: readonly string[]): RegExp | null {
  return list.length > 0 ? pattern(`^(?:${list.join('|')})`) : null
}

const letterEdge = String.raw`(?:(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])(?![\p{L}\p{N}]))`

/** Outside English, `\b` would see an edge beside every accented letter; inside, it is faster. */
function pattern(source: string, flags = 'iu'): RegExp {
  const isAscii = /^[\0-\x7f‘’“”–—…«»¿¡]*$/.test(source)
  return new RegExp(isAscii ? source : source.replaceAll(String.raw`\b`, letterEdge), flags)
}
