import { segmentTopics } from '../../../platform/text/index.ts'
import { sentenceVectors, centroid, similarity } from '../../../platform/text/ranking/index.ts'
import { speechPhrases } from '../../../platform/text/speech/index.ts'
import { bare } from '../../../platform/text/speech/speech-rules.ts'
import type { Material, Statement } from './material.ts'

/** A stretch of statements that becomes a section; indices, `end` exclusive. */
export interface SectionPlan {
  readonly start: number
  readonly end: number
  /** The author's own heading, where the source has one that says something. */
  readonly heading: string | null
}

const leastSectionWords = 70
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
  // An author's headings are kept however short the text is.
  const plans = isStructured(material)
    ? fromHeadings(material, { least: range.least, most: asked ?? mostSections })
    : withoutSmallTalk(
        material,
        fromTopics(material, 0, statements.length, range),
        quality,
        range.least,
      )
  return plans.length > 0 ? plans : [{ start: 0, end: statements.length, heading: null }]
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
  return under >= statements.length * 0.6 && headings.size >= 3
}

// --- Topics

function fromTopics(
  material: Material,
  start: number,
  end: number,
  range: { least: number; most: number },
): SectionPlan[] {
  const { statements } = material
  const usable = statements
    .slice(start, end)
    .filter((statement) => statement.traits.kind !== 'noise')
  if (usable.length === 0) return [{ start, end, heading: null }]
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
  const sorted = [...starts].sort((a, b) => a - b)
  return sorted.map((from, at) => ({ start: from, end: sorted[at + 1] ?? end, heading: null }))
}

/** Moves a boundary to where a turn or paragraph starts, and before the question it answers. */
function snapped(statements: readonly Statement[], at: number, start: number, end: number): number {
  let best = at
  if (!opensSegment(statements, at)) {
    for (let distance = 1; distance <= 6; distance++) {
      const candidates = [at - distance, at + distance].filter(
        (place) => place > start && place < end,
      )
      const found = candidates.find((place) => opensSegment(statements, place))
      if (found !== undefined) {
        best = found
        break
      }
    }
  }
  const previous = statements[best - 1]
  if (previous?.traits.kind === 'question' && previous.speaker !== statements[best]!.speaker) {
    let question = best - 1
    while (question > start + 1 && statements[question - 1]!.segmentId === previous.segmentId)
      question--
    if (best - question <= 8 && question > start) best = question
  }
  return best
}

function opensSegment(statements: readonly Statement[], at: number): boolean {
  return statements[at]?.segmentId !== statements[at - 1]?.segmentId
}

/** Greetings and farewells make no section: one that says little joins its neighbour. */
function withoutSmallTalk(
  material: Material,
  plans: SectionPlan[],
  quality: readonly number[],
  least: number,
): SectionPlan[] {
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
  return splitLargest(material, kept, least)
}

// --- Headings

interface Group {
  start: number
  end: number
  words: number
  parts: { heading: string; words: number; parents: readonly string[] }[]
}

function fromHeadings(material: Material, range: { least: number; most: number }): SectionPlan[] {
  const { statements } = material
  const groups: Group[] = []
  for (const statement of statements) {
    const last = groups.at(-1)
    const previous = statements[statement.index - 1]
    const isSame =
      previous &&
      previous.source === statement.source &&
      previous.headingPath.join('\n') === statement.headingPath.join('\n')
    const words = statement.traits.kind === 'noise' ? 0 : statement.traits.words
    if (last && isSame) {
      last.end++
      last.words += words
      last.parts[0]!.words += words
    } else {
      const heading = statement.headingPath.at(-1) ?? ''
      groups.push({
        start: statement.index,
        end: statement.index + 1,
        words,
        parts: [{ heading, words, parents: statement.headingPath.slice(0, -1) }],
      })
    }
  }
  mergeGroups(material, groups, range.most)
  const plans = groups.map((group) => ({
    start: group.start,
    end: group.end,
    heading: headingOf(group, material.language),
  }))
  return splitLargest(material, plans, range.least)
}

/** Joins neighbours until none is too small and no more than `most` are left. */
function mergeGroups(material: Material, groups: Group[], most: number): void {
  const total = groups.reduce((sum, group) => sum + group.words, 0)
  const least = Math.min(leastSectionWords, total / (groups.length * 2))
  // A pair's cost stays the same until one of the two is merged.
  const costs = new Map<string, number>()
  const costOf = (first: Group, second: Group): number => {
    const key = `${first.start} ${second.start} ${second.end}`
    const cost = costs.get(key) ?? mergeCost(material, first, second)
    costs.set(key, cost)
    return cost
  }
  while (groups.length > 1) {
    const isTooMany = groups.length > most
    const pairs = groups
      .slice(1)
      .map((second, at) => ({ at, first: groups[at]!, second }))
      .filter(({ first, second }) => isTooMany || Math.min(first.words, second.words) < least)
    if (pairs.length === 0) return
    const { at, first, second } = pairs.reduce((best, pair) =>
      costOf(pair.first, pair.second) < costOf(best.first, best.second) ? pair : best,
    )
    groups.splice(at, 2, {
      start: first.start,
      end: second.end,
      words: first.words + second.words,
      parts: [...first.parts, ...second.parts],
    })
  }
}

function mergeCost(material: Material, first: Group, second: Group): number {
  const stemsOf = (group: Group): string[][] =>
    material.statements.slice(group.start, group.end).map((statement) => [...statement.stems])
  const stems = [...stemsOf(first), ...stemsOf(second)]
  const vectors = sentenceVectors(stems)
  const cut = first.end - first.start
  const closeness = similarity(centroid(vectors.slice(0, cut)), centroid(vectors.slice(cut)))
  const isKin =
    first.parts[0]!.parents.join('\n') === second.parts[0]!.parents.join('\n') ||
    second.parts[0]!.parents.includes(first.parts[0]!.heading)
  return (first.words + second.words + 50) * (1.5 - closeness) * (isKin ? 1 : 1.4)
}

/** The heading of a merged group: the parent that covers it, the weightiest, or two joined. */
function headingOf(group: Group, language: string): string | null {
  const parts = group.parts
    .map((part) => ({ ...part, heading: plainHeading(part.heading) }))
    .filter((part) => isTelling(part.heading, language))
    .sort((a, b) => b.words - a.words)
  const [first, second] = parts
  if (!first) return null
  const parents = group.parts.map((part) => part.parents.at(-1))
  const parent = plainHeading(parents.at(-1) ?? '')
  if (
    parts.length > 2 &&
    parents.slice(1).every((name) => name === parents.at(-1)) &&
    isTelling(parent, language)
  )
    return parent
  const { and } = speechPhrases(language)
  const bothShort =
    second &&
    wordCount(first.heading) <= 4 &&
    wordCount(second.heading) <= 4 &&
    !/[?!:]/.test(first.heading + second.heading)
  if (parts.length === 2 && bothShort && and && second.words > first.words * 0.5) {
    const [one, other] =
      group.parts.findIndex((part) => plainHeading(part.heading) === first.heading) <
      group.parts.findIndex((part) => plainHeading(part.heading) === second.heading)
        ? [first, second]
        : [second, first]
    return `${one.heading} ${and} ${softened(other.heading)}`
  }
  return first.heading
}

/** Inside another heading a plain capitalised first word goes lower. */
function softened(heading: string): string {
  return /^\p{Lu}\p{Ll}+(?:\s\p{Ll}|$)/u.test(heading) && /\s/.test(heading)
    ? heading.charAt(0).toLowerCase() + heading.slice(1)
    : heading
}

function plainHeading(heading: string): string {
  return heading
    .replace(/!?\[([^\][]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+|\s*#+\s*$|^#+\s*/g, '')
    .replace(/^(?:\d+[.)]\s*)+(?=\p{L})|^(?:\d+\.)+\d+\s+(?=\p{L})/u, '')
    .replace(/\s*[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?\s*/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s*[:.–—-]\s*$/, '')
    .trim()
}

/** Whether a heading says what its section is about. */
export function isTelling(heading: string, language: string): boolean {
  const generic = [
    ...speechPhrases(language).genericHeadings,
    ...speechPhrases('en').genericHeadings,
  ].map(bare)
  const plain = bare(heading)
  return (
    plain.length >= 2 &&
    /\p{L}/u.test(plain) &&
    wordCount(heading) <= 14 &&
    !generic.includes(plain) &&
    heading.length <= 120
  )
}

function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
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
      fromTopics(material, plan.start, plan.end, { least: 2, most: 2 })[1]?.start ??
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
