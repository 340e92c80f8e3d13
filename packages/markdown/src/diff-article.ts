import type { ArticleText, SectionText } from './article.ts'

/** An operation of the API's edit contract: `PATCH /documents/{document_id}`. */
export type ArticleOperation =
  | { op: 'set'; value: { title?: string; standfirst?: string; takeaways?: string } }
  | { op: 'replace'; part_id: string; value: { heading?: string; markdown?: string } }
  | { op: 'insert'; after: string | null; value: { heading?: string; markdown: string } }
  | { op: 'remove'; part_id: string }
  | { op: 'move'; part_id: string; after: string | null }

/**
 * What leads from one text to the other, and nothing besides: sections that are the same are not
 * named. A section of an id that was not there before is new. Empty titles and headings are left
 * as they were, since no article has them.
 *
 * @example
 * diffArticle(before, after) // [{ op: 'replace', part_id: 'sec_2', value: { markdown: '…' } }]
 */
export function diffArticle(before: ArticleText, after: ArticleText): ArticleOperation[] {
  const known = new Map(before.sections.map((section) => [section.id, section]))
  const kept = after.sections.filter(({ id }) => known.has(id))
  const keptIds = new Set(kept.map(({ id }) => id))
  return [
    ...fieldOperations(before, after),
    ...before.sections
      .filter(({ id }) => !keptIds.has(id))
      .map(({ id }): ArticleOperation => ({ op: 'remove', part_id: id })),
    ...moveOperations(
      before.sections.map(({ id }) => id).filter((id) => keptIds.has(id)),
      kept.map(({ id }) => id),
    ),
    ...kept.flatMap((section) => replaceOperations(known.get(section.id)!, section)),
    ...insertOperations(after.sections, keptIds),
  ]
}

function fieldOperations(before: ArticleText, after: ArticleText): ArticleOperation[] {
  const value = {
    ...(after.title.trim() && after.title !== before.title && { title: after.title }),
    ...(after.standfirst !== before.standfirst && { standfirst: after.standfirst }),
    ...(after.takeaways !== before.takeaways && { takeaways: after.takeaways }),
  }
  return Object.keys(value).length > 0 ? [{ op: 'set', value }] : []
}

function replaceOperations(before: SectionText, after: SectionText): ArticleOperation[] {
  const value = {
    ...(after.heading.trim() && after.heading !== before.heading && { heading: after.heading }),
    ...(after.markdown !== before.markdown && { markdown: after.markdown }),
  }
  return Object.keys(value).length > 0 ? [{ op: 'replace', part_id: after.id, value }] : []
}

/** The fewest sections that have to move: all that are not in the longest row that is in order. */
function moveOperations(before: readonly string[], after: readonly string[]): ArticleOperation[] {
  const place = new Map(before.map((id, index) => [id, index]))
  const stays = new Set(longestRising(after.map((id) => place.get(id)!)).map((at) => before[at]!))
  return after.flatMap((id, index): ArticleOperation[] =>
    stays.has(id) ? [] : [{ op: 'move', part_id: id, after: after[index - 1] ?? null }],
  )
}

/** The longest rising row of numbers among these, in O(n log n). */
function longestRising(numbers: readonly number[]): number[] {
  const ends: number[] = []
  const before: number[] = []
  for (const [index, number] of numbers.entries()) {
    let low = 0
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1
      if (numbers[ends[middle]!]! < number) low = middle + 1
      else high = middle
    }
    before[index] = low > 0 ? ends[low - 1]! : -1
    ends[low] = index
  }
  const row: number[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) row.unshift(numbers[at]!)
  return row
}

/** New ones have no id that could be named, so a row of them goes in from its last to its first. */
function insertOperations(
  sections: readonly SectionText[],
  kept: ReadonlySet<string>,
): ArticleOperation[] {
  const operations: ArticleOperation[] = []
  let after: string | null = null
  let row: SectionText[] = []
  const flush = () => {
    for (const { heading, markdown } of row.toReversed()) {
      const value = { ...(heading.trim() && { heading }), markdown }
      operations.push({ op: 'insert', after, value })
    }
    row = []
  }
  for (const section of sections) {
    if (!kept.has(section.id)) {
      row.push(section)
      continue
    }
    flush()
    after = section.id
  }
  flush()
  return operations
}
