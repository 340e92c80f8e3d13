import { cuePhrases, mentionsCue, opensWithCue } from './cue-phrases.ts'
import type { Transcript } from './transcript.ts'
import { StretchScorer } from './word-model.ts'
import type { WordModel } from './word-model.ts'

/** What speaks for or against a section starting at a place. Those from `question` on are 0 or 1. */
export const boundaryFeatureNames = [
  'differentWords',
  'similarity',
  'newWords',
  'endedWords',
  'nextLength',
  'previousLength',
  'question',
  'questionSoon',
  'cueOpens',
  'cueOpensSecond',
  'cueMentioned',
] as const

export type BoundaryFeature = (typeof boundaryFeatureNames)[number]
export type BoundaryFeatures = Readonly<Record<BoundaryFeature, Float64Array>>

/** Content words looked at on each side. */
const wide = 300
const near = 30
const middle = 80

/**
 * The features of each place, counts and scores in standard deviations from the text's own mean,
 * so that the same weights serve long and short texts, lectures and conversations.
 *
 * @param places sentence indices where a section may start
 */
export function boundaryFeatures(
  transcript: Transcript,
  model: WordModel,
  places: readonly number[],
): BoundaryFeatures {
  const { isQuestion, spoken, wordStarts, words } = transcript
  const cues = cuePhrases(transcript.profile)
  const scorer = new StretchScorer(transcript, model)
  const { isFirst, isLast } = firstAndLastUses(transcript)
  const starts = places.map((place) => wordStarts[place]!)
  const flag = (test: (place: number) => boolean | undefined): Float64Array =>
    Float64Array.from(places, (place) => (test(place) ? 1 : 0))
  const opens = (place: number): boolean => opensWithCue(spoken[place] ?? [], cues)
  const mentions = (place: number): boolean => mentionsCue(spoken[place] ?? [], cues)
  const lengths = stretchLengths(transcript, places)

  return {
    differentWords: standardised(starts, (at) => {
      const from = Math.max(0, at - wide)
      const to = Math.min(words.length, at + wide)
      return scorer.score(from, at) + scorer.score(at, to) - scorer.score(from, to)
    }),
    similarity: standardised(starts, (at) => similarityAround(transcript, at)),
    newWords: standardised(starts, (at) => sum(isFirst, at, at + near)),
    endedWords: standardised(starts, (at) => sum(isLast, at - middle, at)),
    nextLength: standardised(lengths.next, Math.log1p),
    previousLength: standardised(lengths.previous, Math.log1p),
    question: flag((place) => isQuestion[place]),
    questionSoon: flag((place) => isQuestion[place + 1] || isQuestion[place + 2]),
    cueOpens: flag(opens),
    cueOpensSecond: flag((place) => opens(place + 1)),
    cueMentioned: flag((place) => mentions(place) || mentions(place + 1)),
  }
}

function standardised(items: readonly number[], value: (item: number) => number): Float64Array {
  const values = Float64Array.from(items, value)
  const mean = values.reduce((total, x) => total + x, 0) / values.length
  const variance = values.reduce((total, x) => total + (x - mean) ** 2, 0) / values.length
  const deviation = Math.sqrt(variance) || 1
  return values.map((x) => (x - mean) / deviation)
}

function sum(values: Uint8Array, start: number, end: number): number {
  let total = 0
  for (let i = Math.max(0, start); i < Math.min(values.length, end); i++) total += values[i]!
  return total
}

/** Marks the first and the last use of every word that is used more than once. */
function firstAndLastUses({ words, wordStarts, wordCounts }: Transcript): {
  isFirst: Uint8Array
  isLast: Uint8Array
} {
  // Every use within the first (last) sentence counts, so dense first mentions weigh more.
  const sentenceOf = new Int32Array(words.length)
  for (let s = 0; s + 1 < wordStarts.length; s++)
    sentenceOf.fill(s, wordStarts[s], wordStarts[s + 1])
  const first = new Int32Array(wordCounts.length).fill(-1)
  const last = new Int32Array(wordCounts.length)
  words.forEach((word, i) => {
    if (first[word] === -1) first[word] = sentenceOf[i]!
    last[word] = sentenceOf[i]!
  })
  const mark = (uses: Int32Array): Uint8Array =>
    Uint8Array.from(words, (word, i) =>
      wordCounts[word]! > 1 && uses[word] === sentenceOf[i] ? 1 : 0,
    )
  return { isFirst: mark(first), isLast: mark(last) }
}

/** Cosine of the nearest words on both sides, each word damped by how common it is in the text. */
function similarityAround({ words, wordCounts }: Transcript, at: number): number {
  const before = countWords(words.subarray(Math.max(0, at - near), at))
  const after = countWords(words.subarray(at, at + near))
  const dot = (a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number => {
    let total = 0
    for (const [word, count] of a) {
      total += Math.sqrt(count * (b.get(word) ?? 0)) / wordCounts[word]!
    }
    return total
  }
  return dot(before, after) / (Math.sqrt(dot(before, before) * dot(after, after)) || 1)
}

function countWords(words: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Spoken words from each place to the next, and from the one before; all 0 without breaks. */
function stretchLengths(
  { breaks, spoken, sentenceCount }: Transcript,
  places: readonly number[],
): { next: number[]; previous: number[] } {
  if (!breaks) return { next: places.map(() => 0), previous: places.map(() => 0) }
  const next = places.map((place, index) => {
    let total = 0
    for (let s = place; s < (places[index + 1] ?? sentenceCount); s++) total += spoken[s]!.length
    return total
  })
  return { next, previous: places.map((_, index) => next[index - 1] ?? 0) }
}
