import { centroid, sentenceVectors, similarity } from '../../../platform/text/ranking/index.ts'
import type { Material, Statement } from './material.ts'
import { isPrintable } from './quality.ts'
import type { SectionPlan } from './sections.ts'
import { headingOf } from './source-headings.ts'
import type { SourceHeading } from './source-headings.ts'

/** Fewer words worth printing than this make no section of their own in a long text. */
const leastSectionWords = 110

interface Group {
  start: number
  end: number
  words: number
  parts: SourceHeading[]
}

/** Sections along the source's own headings, small or surplus neighbours joined. */
export function headingSections(material: Material, most: number): SectionPlan[] {
  const { statements } = material
  const groups: Group[] = []
  const shared = sharedDepth(statements)
  for (const statement of statements) {
    const last = groups.at(-1)
    const previous = statements[statement.index - 1]
    const isSame =
      previous &&
      previous.source === statement.source &&
      previous.headingPath.join('\n') === statement.headingPath.join('\n')
    const words = isPrintable(statement) && !statement.traits.isChatter ? statement.traits.words : 0
    if (last && isSame) {
      last.end++
      last.words += words
      last.parts[0]!.words += words
    } else {
      // A heading above everything is the document's title and names no section.
      const path = statement.headingPath.slice(shared)
      const heading = path.at(-1) ?? ''
      groups.push({
        start: statement.index,
        end: statement.index + 1,
        words,
        parts: [{ heading, words, parents: path.slice(0, -1) }],
      })
    }
  }
  mergeGroups(material, groups, most)
  return groups.map(({ start, end, parts }) => ({
    start,
    end,
    heading: headingOf(parts, material.language),
  }))
}

/** How many headings stand above every statement alike. */
function sharedDepth(statements: readonly Statement[]): number {
  const paths = statements.map((statement) => statement.headingPath)
  const first = paths.find((path) => path.length > 0) ?? []
  let depth = 0
  while (
    depth < first.length &&
    paths.every((path) => path.length === 0 || path[depth] === first[depth])
  ) {
    depth++
  }
  return depth
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
