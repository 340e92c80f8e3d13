/** The baseline that reads nothing: sections of equal length, in sentences. */
export function evenSplit(sentenceCount: number, sections: number): number[] {
  return Array.from({ length: sections }, (_, index) =>
    Math.round((index * sentenceCount) / sections),
  )
}
