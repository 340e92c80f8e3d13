import type { ArticleText, SectionText } from '@galley/markdown'

export interface Merged {
  text: ArticleText
  /** Where both changed the same thing differently: ids of sections, names of fields. */
  conflicts: readonly string[]
}

/**
 * Two texts that came from one: what only one side changed is taken from it. Where both changed the
 * same thing, `text` has mine, and the conflict is named.
 *
 * @example
 * const { text, conflicts } = mergeArticles(base, mine, theirs)
 * if (conflicts.length === 0) editor.merge(text)
 */
export function mergeArticles(base: ArticleText, mine: ArticleText, theirs: ArticleText): Merged {
  const conflicts: string[] = []
  const pick = <Value>(name: string, from: Value, own: Value, other: Value): Value => {
    if (isSame(own, other) || isSame(other, from)) return own
    if (isSame(own, from)) return other
    conflicts.push(name)
    return own
  }
  const field = (name: 'title' | 'standfirst' | 'takeaways') =>
    pick(name, base[name], mine[name], theirs[name])
  const fields = {
    title: field('title'),
    standfirst: field('standfirst'),
    takeaways: field('takeaways'),
  }

  const [inBase, inMine, inTheirs] = [base, mine, theirs].map(byId) as [Index, Index, Index]
  const keep = new Map<string, SectionText>()
  for (const id of new Set([...inBase.keys(), ...inMine.keys(), ...inTheirs.keys()])) {
    const merged = pick<SectionText | null>(
      id,
      inBase.get(id) ?? null,
      inMine.get(id) ?? null,
      inTheirs.get(id) ?? null,
    )
    if (merged) keep.set(id, merged)
    // Deleted here, rewritten there: what was written is not thrown away.
    else if (conflicts.includes(id)) keep.set(id, inTheirs.get(id)!)
  }
  const order = orderOf(base, mine, theirs).filter((id) => keep.has(id))
  return { text: { ...fields, sections: order.map((id) => keep.get(id)!) }, conflicts }
}

type Index = ReadonlyMap<string, SectionText>

const byId = ({ sections }: ArticleText): Index =>
  new Map(sections.map((section) => [section.id, section]))

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** The order of whoever changed it, mine if both did; new ones stay behind what they stood behind. */
function orderOf(base: ArticleText, mine: ArticleText, theirs: ArticleText): string[] {
  const ids = ({ sections }: ArticleText) => sections.map(({ id }) => id)
  const common = (text: ArticleText, other: ArticleText) => {
    const known = new Set(ids(other))
    return ids(text).filter((id) => known.has(id))
  }
  const isMineMoved = !isSame(common(mine, base), common(base, mine))
  const [lead, rest] = isMineMoved ? [mine, theirs] : [theirs, mine]
  const order = ids(lead)
  let previous: string | null = null
  for (const id of ids(rest)) {
    if (!order.includes(id))
      order.splice(previous === null ? 0 : order.indexOf(previous) + 1, 0, id)
    previous = id
  }
  return order
}
