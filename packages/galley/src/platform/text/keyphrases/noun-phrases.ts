import { languageProfile, tokenize } from '../index.ts'
import type { Token } from '../index.ts'
import { adjoins, canName, evidenceOf, lower, nounWords } from './noun-words.ts'
import type { NounWords } from './noun-words.ts'

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
const longestLinked = 7

interface Found {
  stems: string[]
  contentStems: string[]
  forms: Map<string, number>
  count: number
  nested: number
  evidence: number
  sentences: Set<number>
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
  for (const [index, text] of sentences.entries()) {
    const sentence = { index, text, tokens: tokenize(text, language) }
    for (const run of contentRuns(text, sentence.tokens, words)) {
      for (const place of placesIn(sentence, run, words, ignored)) note(found, sentence, place)
    }
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
}

interface ReadSentence {
  index: number
  text: string
  tokens: readonly Token[]
}

/** Where a phrase stands in a sentence. */
interface Place {
  phrase: readonly Token[]
  content: readonly Token[]
  evidence: number
  /** Part of a longer run of words that carry meaning. */
  isNested: boolean
}

/** Every phrase of up to four words in a run, and the run linked to the next: "state of the art". */
function* placesIn(
  { text, tokens }: ReadSentence,
  [first, end]: readonly [number, number],
  words: NounWords,
  ignored: ReadonlySet<string>,
): Generator<Place> {
  for (let from = first; from < end; from++) {
    for (let to = from + 1; to <= Math.min(end, from + longestPhrase); to++) {
      const phrase = tokens.slice(from, to)
      if (!canName(phrase, words, ignored)) continue
      const isNested = from > first || to < end
      const evidence = evidenceOf(text, tokens, from, to, words)
      yield { phrase, content: phrase, evidence, isNested }
      const linked = isNested ? null : linkedEnd(text, tokens, to, words)
      if (!linked || linked.end - from > longestLinked) continue
      const second = tokens.slice(linked.start, linked.end)
      if (!canName(second, words, ignored)) continue
      yield {
        phrase: tokens.slice(from, linked.end),
        content: [...phrase, ...second],
        evidence: evidenceOf(text, tokens, from, linked.end, words),
        isNested: false,
      }
    }
  }
}

function note(found: Map<string, Found>, sentence: ReadSentence, place: Place): void {
  const stems = place.phrase.map((token) => token.stem)
  const key = stems.join(' ')
  const entry: Found = found.get(key) ?? {
    stems,
    contentStems: place.content.map((token) => token.stem),
    forms: new Map(),
    count: 0,
    nested: 0,
    evidence: 0,
    sentences: new Set(),
  }
  found.set(key, entry)
  const { start } = place.phrase[0]!
  const form = sentence.text.slice(start, place.phrase.at(-1)!.end).replace(/\s+/g, ' ')
  // A capital at the start of a sentence says nothing, so that form counts least.
  const weight = sentence.text.slice(0, start).trim() === '' ? 0.1 : 1
  entry.forms.set(form, (entry.forms.get(form) ?? 0) + weight)
  entry.count++
  if (place.isNested) entry.nested++
  entry.evidence += place.evidence
  entry.sentences.add(sentence.index)
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

/** Stems of the words of names, for `ignored`. */
export function nameStems(names: readonly string[], language: string): ReadonlySet<string> {
  const { stem } = languageProfile(language)
  return new Set(
    names.flatMap((name) =>
      tokenize(name, language).map((token) => stem(token.text.toLowerCase())),
    ),
  )
}
