import { languageProfile, tokenize } from '../index.ts'
import type { Token } from '../index.ts'
import { speechPhrases } from '../speech/index.ts'
import type { SpeechPhrases } from '../speech/index.ts'

/** A phrase that names something, with what a text tells of it. */
export interface NounPhrase {
  /** Its stems joined by spaces: the same for "key tree" and "key trees". */
  readonly key: string
  readonly stems: readonly string[]
  /** Stems that carry meaning: without the linking "of". */
  readonly contentStems: readonly string[]
  /** Its most usual form inside a sentence. */
  readonly text: string
  /** How often it stands; less what is owed to longer phrases around it. */
  readonly count: number
  /** Indices of the sentences it stands in, rising. */
  readonly sentences: readonly number[]
  /** How much its surroundings look like a noun phrase's: an article before, a stop behind. */
  readonly evidence: number
}

const longestPhrase = 4

interface Found {
  stems: string[]
  contentStems: string[]
  forms: Map<string, number>
  count: number
  nested: number
  evidence: number
  sentences: Set<number>
}

interface NounWords {
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

/**
 * The noun phrases of sentences. No grammar is needed: a phrase is believed to name something
 * from the words around it, over all places where it stands.
 *
 * @param ignored stems that no phrase may hold, such as the speakers' names
 * @example
 * nounPhrases(['The key tree is small.', 'A key tree hides keys.'], 'en')[0]?.text // 'key tree'
 */
export function nounPhrases(
  sentences: readonly string[],
  language: string,
  ignored: ReadonlySet<string> = new Set(),
): NounPhrase[] {
  const words = nounWords(language)
  const found = new Map<string, Found>()
  for (const [index, sentence] of sentences.entries()) {
    const tokens = tokenize(sentence, language)
    for (const run of contentRuns(sentence, tokens, words)) collect(sentence, tokens, run, index)
  }
  return [...found]
    .map(([key, phrase]) => ({
      key,
      stems: phrase.stems,
      contentStems: phrase.contentStems,
      text: usualForm(phrase.forms),
      count: phrase.count - phrase.nested * 0.75,
      sentences: [...phrase.sentences].sort((a, b) => a - b),
      evidence: phrase.evidence / phrase.count,
    }))
    .filter((phrase) => phrase.count > 0.3)

  function collect(
    sentence: string,
    tokens: readonly Token[],
    run: readonly [number, number],
    index: number,
  ): void {
    const [first, end] = run
    for (let from = first; from < end; from++) {
      for (let to = from + 1; to <= Math.min(end, from + longestPhrase); to++) {
        const phrase = tokens.slice(from, to)
        if (!canName(phrase, words, ignored)) continue
        const isNested = from > first || to < end
        add(
          phrase,
          phrase,
          evidenceOf(sentence, tokens, from, to, words),
          index,
          isNested,
          sentence,
        )
        const linked = linkedEnd(sentence, tokens, to, words)
        if (!linked || from > first || to < end) continue
        const whole = tokens.slice(from, linked.end)
        const second = tokens.slice(linked.start, linked.end)
        if (whole.length <= 7 && canName(second, words, ignored)) {
          add(
            whole,
            [...phrase, ...second],
            evidenceOf(sentence, tokens, from, linked.end, words),
            index,
            false,
            sentence,
          )
        }
      }
    }
  }

  function add(
    phrase: readonly Token[],
    content: readonly Token[],
    evidence: number,
    index: number,
    isNested: boolean,
    sentence: string,
  ): void {
    const stems = phrase.map((token) => token.stem)
    const key = stems.join(' ')
    let entry = found.get(key)
    if (!entry) {
      entry = {
        stems,
        contentStems: content.map((token) => token.stem),
        forms: new Map(),
        count: 0,
        nested: 0,
        evidence: 0,
        sentences: new Set(),
      }
      found.set(key, entry)
    }
    const opensSentence = sentence.slice(0, phrase[0]!.start).trim() === ''
    const form = sentence.slice(phrase[0]!.start, phrase.at(-1)!.end).replace(/\s+/g, ' ')
    // A capital at the start of a sentence says nothing, so that form counts least.
    entry.forms.set(form, (entry.forms.get(form) ?? 0) + (opensSentence ? 0.1 : 1))
    entry.count++
    if (isNested) entry.nested++
    entry.evidence += evidence
    entry.sentences.add(index)
  }
}

const cache = new Map<string, NounWords>()

function nounWords(language: string): NounWords {
  const code = language.toLowerCase().split('-', 1)[0]!
  let words = cache.get(code)
  if (!words) {
    const phrases: SpeechPhrases = speechPhrases(code)
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

/** Stretches of neighbouring words that carry meaning, unbroken by punctuation. */
function contentRuns(
  sentence: string,
  tokens: readonly Token[],
  words: NounWords,
): [number, number][] {
  const runs: [number, number][] = []
  let start = -1
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at]
    const breaks = !token || isFunctionWord(token) || (start >= 0 && !adjoins(sentence, tokens, at))
    if (start >= 0 && breaks) {
      runs.push([start, at])
      start = -1
    }
    if (token && !isFunctionWord(token) && start < 0) start = at
  }
  return words.isKnown ? runs : runs.filter(([from, to]) => to - from <= 12)
}

/** Chinese words that join others; Japanese ones are written in hiragana. */
const chineseFunctionWords = new Set(
  '的 了 是 在 和 与 我 你 他 她 它 我们 你们 他们 这 那 这个 那个 这些 那些 就 也 都 很 有 没有 不 会 能 可以 要 说 到 从 对 把 被 让 给 为 以 而 但 但是 所以 因为 如果 一个 一种 什么 怎么 这样 那么 然后 其实 非常 需要 通过 进行 以及 或者 之后 之前 时候'.split(
    ' ',
  ),
)

function isFunctionWord(token: Token): boolean {
  return (
    token.isStopWord ||
    /^[\p{Script=Hiragana}ー]+$/u.test(token.text) ||
    chineseFunctionWords.has(token.text)
  )
}

function adjoins(sentence: string, tokens: readonly Token[], at: number): boolean {
  const previous = tokens[at - 1]
  const token = tokens[at]
  return (
    previous !== undefined &&
    token !== undefined &&
    /^\s?$/.test(sentence.slice(previous.end, token.start))
  )
}

/** "history *of commitment invalidation*": where a joined phrase would start and end. */
function linkedEnd(
  sentence: string,
  tokens: readonly Token[],
  to: number,
  words: NounWords,
): { start: number; end: number } | null {
  for (const linker of words.linkers) {
    if (
      !linker.every(
        (part, offset) =>
          tokens[to + offset] &&
          lower(tokens[to + offset]!) === part &&
          adjoins(sentence, tokens, to + offset),
      )
    )
      continue
    let start = to + linker.length
    if (
      words.isEnglish &&
      tokens[start] &&
      /^(?:the|a|an)$/i.test(tokens[start]!.text) &&
      adjoins(sentence, tokens, start)
    )
      start++
    let end = start
    while (
      end < start + 3 &&
      tokens[end] &&
      !tokens[end]!.isStopWord &&
      adjoins(sentence, tokens, end)
    )
      end++
    if (end > start) return { start, end }
  }
  return null
}

function canName(
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
  if (last.text.length < 2 && !/\p{Script=Han}/u.test(last.text)) return false
  if (words.isEnglish && isAdverbOrParticiple(lower(last))) return false
  if (
    words.isEnglish &&
    /ly$/.test(lower(first)) &&
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
  return !phrase.some((token) => ignored.has(token.stem) || token.text.length > 30)
}

const notAdverbs =
  /^(?:family|assembly|reply|supply|anomaly|monopoly|butterfly|july|italy|poly|ally|need|seed|feed|speed|shed|bed|embed|hundred|breed|greed|weed|red)$/

function isAdverbOrParticiple(word: string): boolean {
  return word.length > 3 && /(?:ly|ed|ous|ful)$/.test(word) && !notAdverbs.test(word)
}

function evidenceOf(
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
    if (/ing$/.test(tokens[from]!.text)) evidence -= 0.5
    if (/ing$/.test(tokens[to - 1]!.text)) evidence -= 0.3
  }
  return evidence
}

function usualForm(forms: ReadonlyMap<string, number>): string {
  let best = ''
  let most = -1
  for (const [form, count] of forms) {
    if (count > most) {
      best = form
      most = count
    }
  }
  const plural = [`${best}s`, `${best}es`].find((form) => (forms.get(form) ?? 0) >= most * 0.2)
  if (plural) return plural
  return most < 1 ? decapitalised(best) : best
}

/** "Bridge nodes" seen only at the start of sentences is "bridge nodes"; "UTXO" stays. */
function decapitalised(form: string): string {
  return /^\p{Lu}\p{Ll}+(?:\s+\p{Ll}|$)/u.test(form) && /\s/.test(form)
    ? form.charAt(0).toLowerCase() + form.slice(1)
    : form
}

function lower(token: Token): string {
  return token.text.toLowerCase().replaceAll('’', "'")
}

/** Stems of the words of names, for `ignored`. */
export function nameStems(names: readonly string[], language: string): ReadonlySet<string> {
  const { stem } = languageProfile(language)
  return new Set(
    names.flatMap((name) =>
      tokenize(name, language).map((token) => stem(token.text.toLowerCase())),
    ),
  )
}
