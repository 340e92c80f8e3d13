import { after, before, speechRules } from './speech-rules.ts'
import type { SpeechRules } from './speech-rules.ts'

/** A spoken sentence made readable by deletions and repairs of case and punctuation alone. */
export interface CleanSentence {
  /** Stands on its own: connectives at its start are gone. */
  readonly text: string
  /** Follows the sentence before it: a contrast ("But") is kept. */
  readonly joined: string
}

/**
 * Takes the speech out of a sentence: fillers, false starts, repeats, tags and empty openers.
 * Every word left was said, in the same order.
 *
 * @param language a BCP 47 tag
 * @example
 * cleanSentence('And so, um, we can- we could, you know, sign the, the block, right?', 'en').text
 * // 'We could sign the block.'
 */
export function cleanSentence(raw: string, language: string): CleanSentence {
  const rules = speechRules(language)
  let text = raw.replace(/\s+/g, ' ').trim()
  // "data- -- and": one break, however many dashes.
  text = text.replace(/(?<=\S)(?:[-–—]+\s+(?:--?|[–—])|---+)(?=\s)/g, ' --')
  text = restoreCase(text, language)
  // Before the fillers too, as they take commas along that set openers off.
  text = dropOpeners(removeTags(text, rules), rules, false)
  text = removeFillers(text, rules)
  text = removeFalseStarts(text, rules)
  text = balance(removeRepeats(text, rules))
  const joined = dropOpeners(text, rules, false)
  const alone = dropOpeners(text, rules, true)
  return { text: finish(alone), joined: finish(joined) }
}

/** All capitals, and captions all in lower case, are read as sentences. */
function restoreCase(text: string, language: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const upper = text.match(/\p{Lu}/gu)?.length ?? 0
  let cased = letters > 12 && upper / letters > 0.7 ? text.toLowerCase() : text
  if (language.startsWith('en'))
    cased = cased.replace(/(?<![\p{L}\p{N}'’.-])i(?=$|[\s,.!?;:]|['’](?:m|d|ve|ll|s|re)\b)/gu, 'I')
  return cased
}

function removeFillers(text: string, rules: SpeechRules): string {
  let clean = text
  if (rules.sounds)
    clean = clean.replace(rules.sounds, (match, ...rest) => bridge(match, rest, rules))
  if (rules.asides && rules.openingAside) {
    clean = clean.replace(rules.asides, (match, ...rest) => bridge(match, rest, rules))
    clean = clean.replace(rules.openingAside, '')
  }
  if (rules.softeners) clean = clean.replace(rules.softeners, '')
  if (rules.emptyWords) clean = clean.replace(rules.emptyWords, '')
  return tidy(clean)
}

/** What stands where a filler was: a comma if a clause follows and one stood there, else a space. */
function bridge(match: string, rest: readonly unknown[], rules: SpeechRules): string {
  const whole = String(rest.at(-1))
  const at = rest.at(-2) as number
  const next = whole.slice(at + match.length).trimStart()
  if (at === 0 || next === '' || /^[.,;:!?…]/.test(next)) return ''
  // A dash may end a false start, which is judged later.
  if (/^\s*(?:--|[–—])/.test(match)) return ' -- '
  return /^\s*,/.test(match) && rules.conjunctions?.test(next) ? ', ' : ' '
}

const cutWord = /(?<![\p{L}\p{N}'’-])([\p{L}]{1,12})(?:-{1,2}|[–—])\s+(?=\1[\p{L}'’])/giu
const dash = /\s*(?:(?<=\S)-{1,2}|[–—]|\s--?|\.\.\.|…)\s+(?=[\p{L}"])/gu

/** "we can- we could" begins again with the word it began with; "And this -- so it" begins anew. */
function removeFalseStarts(text: string, rules: SpeechRules): string {
  let clean = text.replace(cutWord, '')
  // "There's a, clumping is natural": no clause ends before that comma.
  const begun = /^((?:[\p{L}'’]+ ){0,2}[\p{L}'’]+), (?=(?:[\p{L}\p{N}'’-]+ ){4})/u.exec(clean)
  const lastBegun = stemOf(begun?.[1]?.split(' ').at(-1) ?? '')
  if (begun && rules.unfinished.has(lastBegun) && !rules.phrases.prepositions.includes(lastBegun))
    clean = clean.slice(begun[0].length)
  for (let from = 0; ;) {
    dash.lastIndex = from
    const match = dash.exec(clean)
    if (!match) break
    const head = clean.slice(0, match.index)
    const tail = clean.slice(match.index + match[0].length)
    const cut = restartOf(head, tail, rules)
    if (cut === null && hesitates(head, rules)) {
      clean = `${head} ${tail}`
      from = head.length + 1
    } else if (cut === null) from = match.index + match[0].length
    else {
      clean = `${head.slice(0, cut)}${tail}`
      from = cut
    }
  }
  return tidy(clean)
}

/** Where in `head` the speaker began what `tail` begins again; null if it is no false start. */
function restartOf(head: string, tail: string, rules: SpeechRules): number | null {
  const clauseStart = Math.max(0, ...[...head.matchAll(/[.?!;:]\s/g)].map((end) => end.index + 2))
  const clause = head.slice(clauseStart)
  const found = [...clause.matchAll(/[\p{L}\p{N}'’]+/gu)].slice(-7)
  const first = stemOf(/^["“]?([\p{L}\p{N}'’]+)/u.exec(tail)?.[1] ?? '')
  for (const word of found.toReversed()) {
    if (stemOf(word[0]) === first && first !== '') return clauseStart + word.index
  }
  const tailWord = stemOf(/([\p{L}'’]+)$/u.exec(clause)?.[1] ?? '')
  if (
    /^["“]?\p{L}/u.test(tail) &&
    rules.unfinished.has(tailWord) &&
    (tail.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0) >= 5
  )
    return clauseStart
  const words = clause.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0
  const remaining = tail.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0
  const begunAnew = clauseStart === 0 && words <= 3 && remaining >= 5
  return begunAnew &&
    (rules.pronouns.has(stemOf(clause.match(/[\p{L}'’]+$/u)?.[0] ?? '')) || words <= 2)
    ? clauseStart
    : null
}

/** "is that -- a lot of people": the clause goes on behind the dash. */
function hesitates(head: string, rules: SpeechRules): boolean {
  const word = stemOf(/([\p{L}'’]+)$/u.exec(head)?.[1] ?? '')
  return rules.unfinished.has(word) || rules.pronouns.has(word)
}

/** "I'm" begins like "I". */
function stemOf(word: string): string {
  return word.toLowerCase().split(/['’]/, 1)[0]!
}

const repeat = new RegExp(
  `${before}((?:[\\p{L}\\p{N}'’]+\\s+){0,4}[\\p{L}'’]+)(\\s*,\\s*|\\s+(?:--?|[–—]|\\.\\.\\.|…)\\s*|(?:--?|[–—]|\\.\\.\\.|…)\\s+|\\s+)\\1${after}`,
  'giu',
)

/** "you would have you have to": begun again without a pause. */
const resumed = new RegExp(
  `${before}(?=([\\p{L}']+)\\s)\\1\\s+[\\p{L}']+\\s+([\\p{L}']+)\\s+(?=\\1\\s+\\2${after})`,
  'giu',
)

/** "the, the", "it was, it was"; but "in space, Space Force" begins a name. */
function removeRepeats(text: string, rules: SpeechRules): string {
  let clean = text.replace(resumed, '')
  for (let pass = 0; pass < 3; pass++) {
    const next = clean.replace(repeat, (match, phrase: string, gap: string) => {
      const isDouble = gap.trim() === '' && rules.doubles.has(phrase.toLowerCase())
      return isDouble || isNameAfter(phrase, match.slice(phrase.length + gap.length), rules)
        ? match
        : phrase
    })
    if (next === clean) break
    clean = next
  }
  return clean
}

function isNameAfter(word: string, again: string, rules: SpeechRules): boolean {
  const isFunctionWord = rules.pronouns.has(stemOf(word)) || rules.unfinished.has(stemOf(word))
  return /^\p{Ll}[^\s]*$/u.test(word) && /^\p{Lu}/u.test(again) && !isFunctionWord
}

function removeTags(text: string, rules: SpeechRules): string {
  if (!rules.tags) return text
  const clean = text.replace(rules.tags, '')
  return clean === text ? text : `${clean.trimEnd()}.`
}

function dropOpeners(text: string, rules: SpeechRules, alone: boolean): string {
  let clean = text
  for (let pass = 0; pass < 6; pass++) {
    let next = clean.replace(/^[\s,;:.…–—-]+(?=[^\s.])/u, '')
    for (const openers of [rules.openers, rules.commaOpeners])
      if (openers) next = next.replace(openers, '')
    if (alone && rules.contrastOpeners) next = next.replace(rules.contrastOpeners, '')
    if (next === clean) break
    clean = next
  }
  return clean
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.])(?=[\s"”]|$)/g, '$1')
    .replace(/(?<!\.)\.\.(?!\.)(?=$|\s+\p{Lu})/gu, '.')
    .replace(/(?<!\.)\.\.(?!\.)(?=\s)/g, ',')
    .replace(/\s*(?:\.\.\.|…)\s+(?=[–—-])/g, ' ')
    .replace(/(?:\.\.\.|…)(?=\s+[\p{Lu}\p{Sc}])/gu, '.')
    .replace(/,(?:\s*,)+/g, ',')
    .replace(/,\s*([.?!])/g, '$1')
    .trim()
}

/** Capital letter, closing stop, balanced quotes and brackets. */
function finish(text: string): string {
  let clean = tidy(balance(text))
    .replace(/^[\s,;:.…–—+•-]+/u, '')
    .replace(/\s+-\s+|\s*--\s+|\s*—\s*(?=\s)/g, ' – ')
    .replace(/(?<=[\p{L}\p{N}])\s*(?:\.\.\.|…)\s+(?=\p{Ll})/gu, ', ')
    .replace(/(?:[\s.]*(?:\.\.\.|…|--|[–—,;:]|\s-))+\s*(["”»)]?)$/u, '.$1')
    .replace(/\s+/g, ' ')
    .trim()
  if (clean === '') return ''
  if (!/[.?!。！？…]["'”’»)\]」』]*$/u.test(clean))
    clean += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(clean) ? '。' : '.'
  return clean.replace(
    /^(["“«¿¡(]*)(\p{Ll})(?=\p{Ll}*(?![\p{L}]*\p{Lu}))/u,
    (_, mark: string, letter: string) => mark + letter.toUpperCase(),
  )
}

function balance(text: string): string {
  let clean = text
  if ((clean.match(/"/g)?.length ?? 0) % 2 === 1) clean = clean.replaceAll('"', '')
  for (const [open, close] of [
    ['(', ')'],
    ['“', '”'],
    ['[', ']'],
    ['«', '»'],
    ['「', '」'],
  ] as const) {
    if (clean.split(open).length !== clean.split(close).length)
      clean = clean.replaceAll(open, '').replaceAll(close, '')
  }
  return clean
}
