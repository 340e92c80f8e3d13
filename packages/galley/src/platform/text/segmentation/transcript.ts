import { languageProfile, straight } from '../language-profile.ts'
import type { LanguageProfile } from '../languages/profile.ts'
import { tokenize } from '../tokenize.ts'

/** What is to be cut into sections. */
export interface TopicInput {
  readonly sentences: readonly string[]
  /** BCP 47, see `detectLanguage`. */
  readonly language: string
  /** True where a paragraph or a speaker's turn starts; one for every sentence. */
  readonly breaks?: readonly boolean[]
  /** Who says each sentence. A change of speaker counts as a break. */
  readonly speakers?: readonly (string | null)[]
}

/** The input as numbers: what every part of the segmentation reads. */
export interface Transcript {
  readonly sentenceCount: number
  readonly profile: LanguageProfile
  /** Content words of the whole text in order, as word numbers. */
  readonly words: Int32Array
  /** Where each sentence's content words start in `words`; one more entry for the end. */
  readonly wordStarts: Int32Array
  /** How often each word number occurs in the text. */
  readonly wordCounts: Int32Array
  /** The words of each sentence as said, lower case, stop words included. */
  readonly spoken: readonly (readonly string[])[]
  readonly isQuestion: readonly boolean[]
  /** True where a paragraph or turn starts; undefined where the input does not say. */
  readonly breaks: readonly boolean[] | undefined
}

/** Reads the sentences into word numbers, once, for all that follows. */
export function readTranscript(input: TopicInput): Transcript {
  const tokens = input.sentences.map((sentence) => tokenize(sentence, input.language))
  const profile = languageProfile(input.language)
  const common = profile.stopWords.size > 0 ? new Set<string>() : commonStems(tokens)
  const numbers = new Map<string, number>()
  const words: number[] = []
  const wordStarts = new Int32Array(tokens.length + 1)
  tokens.forEach((sentence, index) => {
    wordStarts[index] = words.length
    for (const { stem, isStopWord } of sentence) {
      if (isStopWord || common.has(stem) || isSlight(stem)) continue
      let number = numbers.get(stem)
      if (number === undefined) numbers.set(stem, (number = numbers.size))
      words.push(number)
    }
  })
  wordStarts[tokens.length] = words.length
  const wordCounts = new Int32Array(numbers.size)
  for (const word of words) wordCounts[word]! += 1
  return {
    sentenceCount: tokens.length,
    profile,
    words: Int32Array.from(words),
    wordStarts,
    wordCounts,
    spoken: tokens.map((sentence) => sentence.map((token) => straight(token.text))),
    isQuestion: input.sentences.map((sentence) => /[?？؟;]["'”’」』)\]]*\s*$/u.test(sentence)),
    breaks: breaksOf(input),
  }
}

/** Single letters, and the short numbers of counts and clock times, name no subject. */
function isSlight(stem: string): boolean {
  return /^(?:\p{L}|\p{N}{1,2})$/u.test(stem) && !/^\p{Script=Han}$/u.test(stem)
}

function breaksOf(input: TopicInput): boolean[] | undefined {
  const { breaks, speakers, sentences } = input
  const starts = sentences.map(
    (_, index) =>
      index === 0 ||
      breaks?.[index] === true ||
      (speakers !== undefined && speakers[index] !== speakers[index - 1]),
  )
  return starts.includes(true, 1) ? starts : undefined
}

/** Stands in for a stop-word list: the stems that a large part of all sentences share. */
function commonStems(tokens: readonly (readonly { stem: string }[])[]): Set<string> {
  const sentencesWith = new Map<string, number>()
  for (const sentence of tokens) {
    for (const stem of new Set(sentence.map((token) => token.stem))) {
      sentencesWith.set(stem, (sentencesWith.get(stem) ?? 0) + 1)
    }
  }
  const limit = Math.max(3, tokens.length * 0.15)
  return new Set([...sentencesWith].filter(([, count]) => count > limit).map(([stem]) => stem))
}
