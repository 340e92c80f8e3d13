import { tokenize } from '../index.ts'
import type { Token } from '../index.ts'
import { bare, speechRules } from './speech-rules.ts'
import type { SpeechRules } from './speech-rules.ts'

/** What an editor sees in a sentence before choosing it. */
export interface SentenceTraits {
  /** `noise` is a back-channel, a greeting or talk about the show; `fragment` is no sentence. */
  readonly kind: 'statement' | 'question' | 'noise' | 'fragment'
  readonly words: number
  /** Words that carry meaning. */
  readonly contentWords: number
  /** 0 stands alone, 1 leans on the sentence before, 2 cannot be read without it. */
  readonly dependence: 0 | 1 | 2
  readonly isChatter: boolean
  readonly isFirstPerson: boolean
  readonly isOpinion: boolean
  /** Words that stand for something said elsewhere. */
  readonly pronouns: number
  /** Says what the talk is about. */
  readonly isAnnouncement: boolean
  /** Tells what happened once, and so no rule. */
  readonly isAnecdote: boolean
  /** Has a verb of its own, as far as can be told. */
  readonly isWhole: boolean
  /** Says what matters: a definition, a reason, a rule. */
  readonly isCue: boolean
}

/**
 * Judges a cleaned sentence by its words alone.
 *
 * @param clean as `cleanSentence` gives it
 * @param raw as it was said, which shows whether it broke off
 * @example
 * describeSentence('It is faster.', 'And so it is faster.', 'en').dependence // 2
 */
export function describeSentence(
  clean: string,
  raw: string,
  language: string,
  tokens: readonly Token[] = tokenize(clean, language),
): SentenceTraits {
  const rules = speechRules(language)
  const straight = clean.replaceAll('’', "'")
  const contentWords = tokens.filter((token) => !token.isStopWord && token.text.length > 1).length
  const isQuestion = /[?？]["'”’»)」』]*$/.test(clean)
  return {
    kind: kindOf(straight, raw, tokens, contentWords, isQuestion, rules),
    words: tokens.length,
    contentWords,
    dependence: dependenceOf(straight, tokens, isQuestion, rules),
    isChatter: rules.chatter?.test(straight) ?? false,
    isFirstPerson: tokens.some((token) => rules.firstPerson.has(lower(token))),
    isOpinion: rules.opinion?.test(straight) ?? false,
    pronouns: tokens.filter((token) => rules.pronouns.has(lower(token)) && lower(token) !== 'that')
      .length,
    isAnnouncement: rules.announcements?.test(straight) ?? false,
    isAnecdote: rules.anecdotes?.test(straight) ?? false,
    isWhole: !isVerbless(mainClause(straight, tokens), rules),
    isCue: rules.cues?.test(straight) ?? false,
  }
}

function kindOf(
  clean: string,
  raw: string,
  tokens: readonly Token[],
  contentWords: number,
  isQuestion: boolean,
  rules: SpeechRules,
): SentenceTraits['kind'] {
  if (
    tokens.length === 0 ||
    rules.backchannels.has(bare(clean)) ||
    rules.backchannels.has(bare(raw))
  )
    return 'noise'
  if (rules.housekeeping?.test(clean)) return 'noise'
  if (isQuestion) return tokens.length >= 3 ? 'question' : 'noise'
  if (tokens.length < 4 || contentWords === 0) return 'fragment'
  if (tokens.length <= shortSentence && isVerbless(tokens, rules)) return 'fragment'
  if (brokenQuestion.test(clean)) return 'fragment'
  // A row of a table, a list run together.
  const worded = tokens.filter((token) => /\p{L}/u.test(token.text)).length
  if (worded * 2 < tokens.length || (clean.match(/\s[+•]\s/g)?.length ?? 0) >= 2) return 'fragment'
  // Opens in lower case: the splitter, or the speaker, began in the middle.
  if (/^\s*(?:\.\.\.|…)/.test(raw) && /^\P{L}*\p{Ll}/u.test(raw)) return 'fragment'
  if (/[:：]$/.test(raw.trim()) || (clean.match(/[{}\\|=<>]/g)?.length ?? 0) >= 2) return 'fragment'
  if (
    /(?:-{1,2}|[–—])["”]?$/.test(raw.trim()) ||
    /\b(?:a|an|the|to|of|and|or|but|with|that|is|are|was|so|because|i|we|they)\.$/i.test(clean)
  )
    return 'fragment'
  return 'statement'
}

/** "How do you make sure you – because": a question that got no answer and no mark. */
const brokenQuestion =
  /^(?:(?:how|what|why|where|when) )?(?:do|does|did|can|could|would|should|have|are|were) (?:i|you|we|they|he|she|it|the)\b/i

/** What stands before a relative clause, whose verb is not the sentence's own. */
function mainClause(clean: string, tokens: readonly Token[]): readonly Token[] {
  if (opensSideClause.test(clean)) return tokens
  if (opensCondition.test(clean)) return clean.includes(',') || tokens.length > 14 ? tokens : []
  const end = tokens.findIndex((token, at) => at > 0 && relatives.has(lower(token)))
  return end < 0 ? tokens : tokens.slice(0, end)
}

const relatives = new Set('meaning which that who what where how because whereas'.split(' '))
const opensSideClause = /^(?:as|where|what|who|how|why)\b/i
const opensCondition = /^(?:if|when|while|since|although|though|unless|once|after|before)\b/i

const shortSentence = 6
/** They stand before verbs, and before much else. */
const noVerbNear = new Set([
  'to',
  'just',
  'also',
  'always',
  'never',
  'not',
  'please',
  'who',
  'which',
])

/** Judged in languages whose common verbs are known by the hundred. */
function isVerbless(tokens: readonly Token[], { verbs, phrases }: SpeechRules): boolean {
  if (verbs.size < 200) return false
  return !tokens.some((token, at) => {
    const word = lower(token)
    if (at > 0 && lower(tokens[at - 1]!) === 'to') return false
    return (
      (verbs.has(word) && !word.endsWith('ing')) ||
      (phrases.beforeVerbs.includes(word) && !noVerbNear.has(word)) ||
      /(?:'(?:s|re|m|ve|ll|d|t)|ed)$/.test(word) ||
      (tokens.length <= shortSentence && word.endsWith('es'))
    )
  })
}

function dependenceOf(
  clean: string,
  tokens: readonly Token[],
  isQuestion: boolean,
  rules: SpeechRules,
): 0 | 1 | 2 {
  if (rules.standing?.test(clean)) return 0
  const first = tokens[0] ? lower(tokens[0]) : ''
  const opening =
    /^[\p{L}']+(?:-\p{L}+)*/u.exec(clean.replace(/^["“«¿¡(]+/, '').toLowerCase())?.[0] ?? first
  if (rules.pronouns.has(first) || rules.pronouns.has(opening)) {
    return 2
  }
  if (!isQuestion && rules.subordinators?.test(clean)) return 2
  if (rules.leaning.has(first) || (!isQuestion && rules.leaningOpenings?.test(clean))) return 1
  return leansEarly(tokens, rules) ? 1 : 0
}

/** A pronoun in the first words with nothing before it that it could stand for: "If it is". */
function leansEarly(tokens: readonly Token[], rules: SpeechRules): boolean {
  for (const [at, token] of tokens.slice(0, 5).entries()) {
    if (at === 0) {
      if (!token.isStopWord) return false
      continue
    }
    const word = lower(token)
    if (rules.pronouns.has(word)) {
      const previous = lower(tokens[at - 1]!)
      const isConjunction =
        word === 'that' &&
        !rules.questionWords.has(previous) &&
        !rules.phrases.prepositions.includes(previous)
      if (!isConjunction) return true
    }
    if (!token.isStopWord) return false
  }
  return false
}

function lower(token: Token): string {
  return token.text.toLowerCase().replaceAll('’', "'")
}
