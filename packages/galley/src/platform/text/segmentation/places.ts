import type { Transcript } from './transcript.ts'

/**
 * The sentences where a section may start, ascending, the first being 0: paragraph and turn starts
 * where the text has them, and every sentence where it has not, or has too few for its sections.
 */
export function placesFor(transcript: Transcript, sections: number): number[] {
  const { breaks, sentenceCount } = transcript
  const all = Array.from({ length: sentenceCount }, (_, index) => index)
  if (!breaks) return all
  const atBreaks = all.filter((index) => index === 0 || breaks[index])
  if (atBreaks.length < sections) return all

  // A paragraph far longer than a section has to be cut somewhere inside.
  const longest = Math.ceil((longParagraph * sentenceCount) / sections)
  return atBreaks.flatMap((start, index) => {
    const end = atBreaks[index + 1] ?? sentenceCount
    return end - start > longest ? all.slice(start, end) : [start]
  })
}

/** In mean sections. */
const longParagraph = 3
