import { headingSections } from './heading-sections.ts'
import type { Material, Statement } from './material.ts'
import { topicStarts } from './topic-sections.ts'

/** A stretch of statements that becomes a section; indices, `end` exclusive. */
export interface SectionPlan {
  readonly start: number
  readonly end: number
  /** The author's own heading, where the source has one that says something. */
  readonly heading: string | null
}

const mostSections = 9

/**
 * Divides the material into sections in its own order: along its headings where it has them,
 * else where the topic changes.
 *
 * @param quality of each statement, by index
 * @param asked how many; the text's length decides otherwise (5 to 9 for a talk)
 */
export function planSections(
  material: Material,
  quality: readonly number[],
  asked?: number,
): SectionPlan[] {
  const { statements } = material
  if (statements.length === 0) return []
  const words = wordsIn(statements, 0, statements.length)
  const range = asked ? { least: asked, most: asked } : sectionRange(words)
  if (isStructured(material)) {
    // An author's headings are kept however short the text is, unless very much stands below one.
    const least = asked ?? Math.min(range.least, Math.ceil(words / 1500))
    return splitLargest(material, headingSections(material, asked ?? mostSections), least)
  }
  return splitLargest(
    material,
    withoutSmallTalk(topicSections(material, range), quality),
    range.least,
  )
}

function topicSections(material: Material, range: { least: number; most: number }): SectionPlan[] {
  const end = material.statements.length
  const spans = sourceSpans(material)
  const starts =
    spans.length === 1 || spans.length > range.most
      ? topicStarts(material, 0, end, range)
      : sharesOf(material, spans, Math.round((range.least + range.most) / 2)).flatMap(
          (wanted, at) =>
            topicStarts(material, spans[at]!.start, spans[at]!.end, {
              least: wanted,
              most: wanted,
            }),
        )
  return starts.map((start, at) => ({ start, end: starts[at + 1] ?? end, heading: null }))
}

/** The statements of each source that has any. */
function sourceSpans({ statements }: Material): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = []
  for (const { index, source } of statements) {
    if (index === 0 || statements[index - 1]!.source !== source) {
      spans.push({ start: index, end: index })
    }
    spans.at(-1)!.end = index + 1
  }
  return spans
}

/** Sections for each source, one at least, the rest to whichever has most words a section. */
function sharesOf(
  { statements }: Material,
  spans: readonly { start: number; end: number }[],
  sections: number,
): number[] {
  const words = spans.map(({ start, end }) => wordsIn(statements, start, end))
  const shares = spans.map(() => 1)
  for (let given = spans.length; given < sections; given++) {
    const load = shares.map((share, at) => words[at]! / share)
    shares[load.indexOf(Math.max(...load))]!++
  }
  return shares
}

function sectionRange(words: number): { least: number; most: number } {
  if (words < 200) return { least: 1, most: 1 }
  if (words < 500) return { least: 2, most: 3 }
  if (words < 1000) return { least: 3, most: 4 }
  if (words < 1800) return { least: 4, most: 6 }
  if (words < 3500) return { least: 5, most: 7 }
  if (words < 5000) return { least: 5, most: 8 }
  if (words < 8000) return { least: 6, most: mostSections }
  return { least: 7, most: mostSections }
}

/** Words of statements that could be printed. */
function wordsIn(statements: readonly Statement[], start: number, end: number): number {
  let words = 0
  for (let at = start; at < end; at++) {
    const { traits } = statements[at]!
    if (traits.kind !== 'noise') words += traits.words
  }
  return words
}

function isStructured({ statements }: Material): boolean {
  const under = statements.filter((statement) => statement.headingPath.length > 0).length
  const headings = new Set(statements.map((statement) => statement.headingPath.join('\n')))
  return under >= statements.length * 0.6 && headings.size >= 2
}

/** Greetings and farewells make no section: one that says little joins its neighbour. */
function withoutSmallTalk(plans: SectionPlan[], quality: readonly number[]): SectionPlan[] {
  const mean = (start: number, end: number): number => {
    let sum = 0
    for (let at = start; at < end; at++) sum += quality[at]!
    return sum / Math.max(1, end - start)
  }
  const usual = mean(0, quality.length)
  const kept = [...plans]
  const [first, second] = kept
  if (second && mean(first!.start, first!.end) < usual * 0.72)
    kept.splice(0, 2, { ...second, start: first!.start })
  const [beforeLast, last] = kept.slice(-2)
  if (kept.length > 1 && mean(last!.start, last!.end) < usual * 0.72)
    kept.splice(-2, 2, { ...beforeLast!, end: last!.end })
  return kept
}

/** Splits the largest sections in two until there are `least`, or nothing is left to split. */
function splitLargest(
  material: Material,
  plans: readonly SectionPlan[],
  least: number,
): SectionPlan[] {
  const parts = [...plans]
  while (parts.length < least) {
    const bySize = parts.toSorted((a, b) => sizeOf(material, b) - sizeOf(material, a))
    const plan = bySize.find((candidate) => candidate.end - candidate.start >= 2)
    if (!plan) break
    const cut =
      topicStarts(material, plan.start, plan.end, { least: 2, most: 2 })[1] ??
      Math.floor((plan.start + plan.end) / 2)
    parts.splice(
      parts.indexOf(plan),
      1,
      { ...plan, end: cut },
      { start: cut, end: plan.end, heading: null },
    )
  }
  return parts
}

function sizeOf(material: Material, plan: SectionPlan): number {
  return wordsIn(material.statements, plan.start, plan.end)
}
