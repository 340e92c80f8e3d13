import { bestPartition } from './best-partition.ts'
import { boundaryFeatureNames, boundaryFeatures } from './boundary-features.ts'
import type { BoundaryFeature } from './boundary-features.ts'
import { boundaryWeights } from './boundary-weights.ts'
import { placesFor } from './places.ts'
import { readTranscript } from './transcript.ts'
import type { TopicInput, Transcript } from './transcript.ts'
import { StretchScorer, wordModel } from './word-model.ts'

/** How many sections are wanted: exactly so many, or the best number between bounds. */
export interface TopicOptions {
  /** Exactly so many, where the text has so many sentences. */
  readonly sections?: number
  /** At least so many, where the number is left open. Default: by the length of the text. */
  readonly minSections?: number
  /** At most so many, where the number is left open. Default: by the length of the text. */
  readonly maxSections?: number
}

/**
 * Cuts a text into sections by subject. Two things are weighed against each other for the text as
 * a whole: how well the words of each section hold together, and how much each section's first
 * sentence looks like the start of one (cue phrases, questions, new words, long turns).
 *
 * Deterministic. Time and memory are bounded for any length: beyond `mostPlaces` only the most
 * likely starts are considered.
 *
 * @returns the index of the first sentence of every section, ascending, the first being 0
 * @example
 * segmentTopics({ sentences, language: 'en' }, { sections: 4 }) // [0, 12, 31, 40]
 */
export function segmentTopics(input: TopicInput, options: TopicOptions = {}): number[] {
  return segmentWith(boundaryWeights, input, options)
}

/** How much one unit of log-odds of a boundary weighs against one of word likelihood. */
const boundaryWeight = 12
/** How much a section's length, in logs of the mean length, is held near the mean. */
const lengthWeight = 3
/** Bounds time and memory: beyond so many places only the most likely are considered. */
const mostPlaces = 1200

/** `segmentTopics` with other weights, for learning and for judging them. */
export function segmentWith(
  weights: Readonly<Record<BoundaryFeature, number>>,
  input: TopicInput,
  options: TopicOptions,
): number[] {
  const transcript = readTranscript(input)
  if (transcript.sentenceCount === 0) return []
  const range = sectionRange(transcript, options)
  if (range.most === 1) return [0]

  const { places, odds } = likelyPlaces(transcript, range.most, weights)
  const cohesion = cohesionMatrix(transcript, places)
  const size = places.length
  const position = (place: number): number => places[place] ?? transcript.sentenceCount
  const partition = (sections: number, aim: number) => {
    const meanLength = Math.log(transcript.sentenceCount / aim)
    return bestPartition(size, sections, (start, end) => {
      const stretch = Math.log(position(end) - position(start)) - meanLength
      const boundary = start === 0 ? 0 : boundaryWeight * odds[start]!
      return cohesion[start * (size + 1) + end]! + boundary - lengthWeight * stretch * stretch
    })
  }
  let sections = range.most
  if (range.least < range.most) {
    const aim = Math.round((range.least + range.most) / 2)
    sections = sharpestBend(partition(Math.min(size, range.most + 1), aim).totals, range)
  }
  return partition(sections, sections).starts.map((place) => places[place]!)
}

interface SectionRange {
  readonly least: number
  readonly most: number
}

/** The numbers of sections to choose from. */
function sectionRange(transcript: Transcript, options: TopicOptions): SectionRange {
  const within = (count: number): number =>
    Math.max(1, Math.min(Math.floor(count), transcript.sentenceCount))
  if (options.sections !== undefined) {
    return { least: within(options.sections), most: within(options.sections) }
  }
  const spoken = transcript.spoken.reduce((total, words) => total + words.length, 0)
  // Grows more slowly than the text: 2 sections for 300 words, 5 for 3,000, 8 for 10,000.
  const usual = Math.max(1, Math.round(1.2 * (spoken / 150) ** 0.45))
  const spread = usual < 3 ? 0 : usual < 6 ? 1 : 2
  const most = within(options.maxSections ?? Math.min(9, usual + spread, ))
  const least = within(options.minSections ?? Math.min(5, usual - spread))
  return { least: Math.min(least, most), most: Math.max(least, most) }
}

/** The number of sections after which one more gains least, against what the last one gained. */
function sharpestBend(totals: Float64Array, { least, most }: SectionRange): number {
  let best = least
  let bestBend = Number.NEGATIVE_INFINITY
  for (let sections = Math.max(2, least); sections <= most; sections++) {
    const gained = totals[sections]! - totals[sections - 1]!
    const next = totals[sections + 1] ?? Number.NEGATIVE_INFINITY
    const bend = gained - (Number.isFinite(next) ? next - totals[sections]! : 0)
    if (bend > bestBend) {
      best = sections
      bestBend = bend
    }
  }
  return best
}

/** Where sections may start, and the log-odds (up to a constant) that one does. */
function likelyPlaces(
  transcript: Transcript,
  sections: number,
  weights: Readonly<Record<BoundaryFeature, number>>,
): { places: number[]; odds: number[] } {
  const all = placesFor(transcript, sections)
  const features = boundaryFeatures(transcript, wordModel(transcript), all)
  const allOdds = all.map((_, place) =>
    boundaryFeatureNames.reduce((sum, name) => sum + weights[name] * features[name][place]!, 0),
  )
  const kept = all
    .map((_, place) => place)
    .sort((a, b) => (a === 0 ? -1 : b === 0 ? 1 : allOdds[b]! - allOdds[a]! || a - b))
    .slice(0, Math.max(mostPlaces, sections))
    .sort((a, b) => a - b)
  return { places: kept.map((place) => all[place]!), odds: kept.map((place) => allOdds[place]!) }
}

/** `[start * (size + 1) + end]`: how likely the words from one place to another are as one section. */
function cohesionMatrix(transcript: Transcript, places: readonly number[]): Float64Array {
  const scorer = new StretchScorer(transcript, wordModel(transcript))
  const size = places.length
  const edges = [...places, transcript.sentenceCount].map((index) => transcript.wordStarts[index]!)
  const matrix = new Float64Array((size + 1) * (size + 1))
  for (let start = 0; start < size; start++) {
    const scores = scorer.scoreEach(edges[start]!, edges.slice(start + 1))
    matrix.set(scores, start * (size + 1) + start + 1)
  }
  return matrix
}
