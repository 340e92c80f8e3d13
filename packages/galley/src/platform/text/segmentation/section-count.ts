import type { Transcript } from './transcript.ts'

/** How many sections are wanted: exactly so many, or the best number between bounds. */
export interface TopicOptions {
  /** Exactly so many, where the text has so many sentences. */
  readonly sections?: number
  /** At least so many, where the number is left open. Default: by the length of the text. */
  readonly minSections?: number
  /** At most so many, where the number is left open. Default: by the length of the text. */
  readonly maxSections?: number
}

/** What a reader wants of a long text, however long it is. */
const fewestForLong = 5
const mostByDefault = 9

/** The numbers of sections to choose from, both ends included. */
export function sectionRange(
  transcript: Transcript,
  options: TopicOptions,
): { least: number; most: number } {
  const { sections, minSections, maxSections } = options
  const within = (count: number): number =>
    Math.max(1, Math.min(Math.floor(count), transcript.sentenceCount))
  if (sections !== undefined) return { least: within(sections), most: within(sections) }

  const spoken = transcript.spoken.reduce((total, words) => total + words.length, 0)
  const usual = usualSections(spoken)
  const spread = Math.floor(usual / 3)
  const low = minSections ?? Math.min(fewestForLong, usual - spread, maxSections ?? usual)
  const high = Math.max(low, maxSections ?? Math.min(mostByDefault, usual + spread))
  const [least, most] = [within(low), within(high)]

  // Better one section less than a cut inside a paragraph, unless more were asked for.
  const paragraphs = transcript.breaks?.filter(Boolean).length ?? most
  return { least, most: Math.max(least, Math.min(most, paragraphs)) }
}

/** Grows more slowly than the text: 2 sections for 400 words, 5 for 3,000, 8 for 10,000. */
function usualSections(spoken: number): number {
  return Math.max(1, Math.round(1.2 * (spoken / 150) ** 0.45))
}

/**
 * The number of sections after which more of them gain clearly less: the one whose total stands
 * highest above the straight line between the ends of the range, each taken one further.
 *
 * @param totals best total for each number of sections
 */
export function sharpestBend(totals: Float64Array, least: number, most: number): number {
  // The first cut of all gains most in any text, so it says nothing about this one.
  const from = Math.max(least - 1, Math.min(least, 2))
  const to = Math.min(totals.length - 1, most + 1)
  const slope = (totals[to]! - totals[from]!) / (to - from)
  let best = least
  for (let sections = best + 1; sections <= most; sections++) {
    if (totals[sections]! - totals[best]! > slope * (sections - best)) best = sections
  }
  return best
}
