/** Without case and accents: “Über” is found by “uber”. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * What has every word typed in its name, in the given order.
 *
 * @example
 * findByWords(['New York', 'York'], 'yo new', (name) => name) // ['New York']
 */
export function findByWords<Item>(
  items: readonly Item[],
  typed: string,
  nameOf: (item: Item) => string,
): Item[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  return items.filter((item) => {
    const name = fold(nameOf(item))
    return words.every((word) => name.includes(word))
  })
}
