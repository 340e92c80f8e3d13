import type { Transcript } from './transcript.ts'

/**
 * The Dirichlet compound multinomial over the words of one text: a stretch is likely when it keeps
 * to few words and repeats them, which is what a stretch on one subject does (Eisenstein &
 * Barzilay 2008). The prior leans on the whole text's word shares, so that words used throughout
 * count for little wherever they stand.
 */
export interface WordModel {
  /** Prior weight of each word number. */
  readonly prior: Float64Array
  /** `normaliser[n]` is the log of the prior's normalising term for a stretch of n words. */
  readonly normaliser: Float64Array
}

const sharedWeight = 50
const ownWeight = 0.01

/** Builds the model of one text. */
export function wordModel({ words, wordCounts }: Transcript): WordModel {
  const prior = Float64Array.from(
    wordCounts,
    (count) => ownWeight + (sharedWeight * count) / words.length,
  )
  const total = prior.reduce((sum, weight) => sum + weight, 0)
  const normaliser = new Float64Array(words.length + 1)
  for (let n = 0; n < words.length; n++) normaliser[n + 1] = normaliser[n]! - Math.log(n + total)
  return { prior, normaliser }
}

/** Log likelihood of stretches of one text; counts are kept between calls to save their making. */
export class StretchScorer {
  readonly #words: Int32Array
  readonly #model: WordModel
  readonly #counts: Int32Array

  constructor(transcript: Transcript, model: WordModel) {
    this.#words = transcript.words
    this.#model = model
    this.#counts = new Int32Array(transcript.wordCounts.length)
  }

  /** Of the words from `start` up to `end` (indices into `transcript.words`). */
  score(start: number, end: number): number {
    let sum = 0
    for (let i = start; i < end; i++) sum += this.#add(this.#words[i]!)
    for (let i = start; i < end; i++) this.#counts[this.#words[i]!] = 0
    return sum + this.#model.normaliser[end - start]!
  }

  /** Of the words from `start` up to each of `ends`, which ascend, in one pass. */
  scoreEach(start: number, ends: readonly number[]): Float64Array {
    let sum = 0
    let i = start
    const scores = Float64Array.from(ends, (end) => {
      for (; i < end; i++) sum += this.#add(this.#words[i]!)
      return sum + this.#model.normaliser[end - start]!
    })
    for (let j = start; j < i; j++) this.#counts[this.#words[j]!] = 0
    return scores
  }

  #add(word: number): number {
    const count = this.#counts[word]!
    this.#counts[word] = count + 1
    return Math.log(count + this.#model.prior[word]!)
  }
}
