/**
 * How well a name answers what was typed: higher is better, `null` is not at all. Every word typed
 * must be found: at the start of the name, at the start of one of its words, inside, or as letters
 * in order.
 *
 * @example
 * rank('Usage by model', 'mod') // found at the start of a word
 * rank('Usage by model', 'xyz') // null
 */
export function rank(name: string, typed: string): number | null {
  const where = fold(name)
  let total = 0
  for (const word of fold(typed).split(/\s+/).filter(Boolean)) {
    const score = rankWord(where, word)
    if (score === null) return null
    total += score
  }
  // Of two that answer alike the shorter name is the closer one.
  return total - where.length / 1000
}

function rankWord(name: string, word: string): number | null {
  const at = name.indexOf(word)
  if (at === 0) return 4
  if (at > 0) return /[\s\-/·]/.test(name[at - 1]!) ? 3 : 2
  let from = 0
  for (const letter of word) {
    const found = name.indexOf(letter, from)
    if (found < 0) return null
    from = found + 1
  }
  return word.length > 2 ? 0.5 : null
}

/** Without case and accents: “Über” is found by “uber”. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The best of a list first; in the given order as long as nothing is typed. */
export function best<Item>(
  items: readonly Item[],
  typed: string,
  nameOf: (item: Item) => string,
): Item[] {
  if (!typed.trim()) return [...items]
  return items
    .map((item) => ({ item, score: rank(nameOf(item), typed) }))
    .filter((each): each is { item: Item; score: number } => each.score !== null)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
