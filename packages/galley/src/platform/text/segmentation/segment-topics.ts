import { bestPartition } from './best-partition.ts'
import { boundaryFeatureNames, boundaryFeatures } from './boundary-features.ts'
import { learnedSettings } from './learned-settings.ts'
import type { SegmentationSettings } from './learned-settings.ts'
import { placesFor } from './places.ts'
import { sectionRange, sharpestBend } from './section-count.ts'
import type { TopicOptions } from './section-count.ts'
import { readTranscript } from './transcript.ts'
import type { TopicInput, Transcript } from './transcript.ts'
import { StretchScorer, wordModel } from './word-model.ts'
import type { WordModel } from './word-model.ts'

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
  return segmentWith(learnedSettings, input, options)
}

/** Bounds time and memory: beyond so many places only the most likely are considered. */
const mostPlaces = 1200

/** A stretch may be so many times as long as the mean one, in places: this bounds the time. */
const longestStretch = 12

/** `segmentTopics` with other settings, for learning and for judging them. */
export function segmentWith(
  settings: SegmentationSettings,
  input: TopicInput,
  options: TopicOptions,
): number[] {
  const transcript = readTranscript(input)
  if (transcript.sentenceCount === 0) return []
  const { least, most } = sectionRange(transcript, options)
  if (most === 1) return [0]

  const model = wordModel(transcript)
  const { places, odds } = likelyPlaces(transcript, model, most, settings)
  const { boundaryWeight, lengthWeight } = settings
  const size = places.length
  const longest = Math.min(size, Math.ceil((longestStretch * size) / most))
  const cohesion = cohesionMatrix(transcript, model, places, longest)
  const position = (place: number): number => places[place] ?? transcript.sentenceCount
  const partition = (sections: number, meanLength: number) =>
    bestPartition(
      size,
      sections,
      (start, end) => {
        const deviation = Math.log((position(end) - position(start)) / meanLength)
        const boundary = start === 0 ? 0 : boundaryWeight * odds[start]!
        return cohesion(start, end) + boundary - lengthWeight * deviation * deviation
      },
      longest,
    )
  let sections = most
  if (least < most) {
    const meanLength = (2 * transcript.sentenceCount) / (least + most)
    const { totals } = partition(Math.min(size, most + 1), meanLength)
    sections = sharpestBend(totals, least, most)
  }
  const { starts } = partition(sections, transcript.sentenceCount / sections)
  return starts.map((place) => places[place]!)
}

/** Where sections may start, and the log-odds (up to a constant) that one does. */
function likelyPlaces(
  transcript: Transcript,
  model: WordModel,
  sections: number,
  { weights }: SegmentationSettings,
): { places: number[]; odds: number[] } {
  const all = placesFor(transcript, sections)
  const features = boundaryFeatures(transcript, model, all)
  const allOdds = all.map((_, place) =>
    boundaryFeatureNames.reduce((sum, name) => sum + weights[name] * features[name][place]!, 0),
  )
  allOdds[0] = Number.POSITIVE_INFINITY // the first sentence always starts a section
  const kept = all
    .map((_, place) => place)
    .sort((a, b) => allOdds[b]! - allOdds[a]! || a - b)
    .slice(0, Math.max(mostPlaces, sections))
    .sort((a, b) => a - b)
  return { places: kept.map((place) => all[place]!), odds: kept.map((place) => allOdds[place]!) }
}

/** How likely the words from one place up to another, at most `longest` on, are as one section. */
function cohesionMatrix(
  transcript: Transcript,
  model: WordModel,
  places: readonly number[],
  longest: number,
): (start: number, end: number) => number {
  const scorer = new StretchScorer(transcript, model)
  const edges = [...places, transcript.sentenceCount].map((index) => transcript.wordStarts[index]!)
  const rows = places.map((_, start) =>
    scorer.scoreEach(edges[start]!, edges.slice(start + 1, start + 1 + longest)),
  )
  return (start, end) => rows[start]![end - start - 1]!
}
