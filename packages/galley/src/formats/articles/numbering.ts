import type { Segment, SourceText } from '../../flow/sources/index.ts'

export interface NumberedSegment {
  /** From 1, over all sources: what a model is shown, and what it cites. */
  number: number
  source: SourceText
  segment: Segment
}

export function numberSegments(sources: readonly SourceText[]): NumberedSegment[] {
  return sources
    .flatMap((source) => source.segments.map((segment) => ({ source, segment })))
    .map((entry, index) => ({ number: index + 1, ...entry }))
}
