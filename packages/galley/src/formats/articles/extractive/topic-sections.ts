import { segmentTopics } from '../../../platform/text/index.ts'
import type { Material, Statement } from './material.ts'

/**
 * Where the subject changes between two statements: the first statement of each section, at the
 * start of a turn or paragraph where one is near.
 */
export function topicStarts(
  material: Material,
  start: number,
  end: number,
  range: { least: number; most: number },
): number[] {
  const { statements } = material
  const usable = statements
    .slice(start, end)
    .filter((statement) => statement.traits.kind !== 'noise')
  if (usable.length === 0) return [start]
  const firsts = segmentTopics(
    {
      sentences: usable.map((statement) => statement.text),
      language: material.language,
      breaks: usable.map((statement, at) => statement.paragraph !== usable[at - 1]?.paragraph),
      speakers: usable.map((statement) => statement.speaker),
    },
    range.least === range.most
      ? { sections: Math.min(range.least, usable.length) }
      : { minSections: range.least, maxSections: range.most },
  )
  const starts = new Set([start])
  for (const first of firsts) {
    const statement = usable[first]
    if (statement && first > 0) starts.add(snapped(statements, statement.index, start, end))
  }
  return [...starts].sort((a, b) => a - b)
}

/** Moves a boundary to where a turn or paragraph starts, and before the question it answers. */
function snapped(statements: readonly Statement[], at: number, start: number, end: number): number {
  let best = at
  for (let distance = 0; distance <= 6; distance++) {
    const near = [at - distance, at + distance].filter((place) => place > start && place < end)
    const found = near.find((place) => opensSegment(statements, place))
    if (found === undefined) continue
    best = found
    break
  }
  const previous = statements[best - 1]
  if (previous?.traits.kind === 'question' && previous.speaker !== statements[best]!.speaker) {
    let question = best - 1
    while (question > start + 1 && statements[question - 1]!.segmentId === previous.segmentId) {
      question--
    }
    if (best - question <= 8 && question > start) best = question
  }
  return best
}

function opensSegment(statements: readonly Statement[], at: number): boolean {
  return statements[at]?.segmentId !== statements[at - 1]?.segmentId
}
