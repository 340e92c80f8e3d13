const FORGETS_MS = 700

/** Without case and accents: “Über” begins with “u”. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * Letters typed in a row, as menus and lists of the system take them: quickly typed they are one
 * word, the same letter again goes on to the next name that begins with it.
 *
 * @example
 * const find = createTypeahead()
 * find('d', ['Duplicate', 'Delete'], 0) // 1
 */
export function createTypeahead(now: () => number = Date.now) {
  let typed = ''
  let last = -Infinity

  /** The index of the name that is meant, -1 where there is none. `at` is where one is. */
  return function find(letter: string, names: readonly string[], at: number): number {
    typed = now() - last > FORGETS_MS ? fold(letter) : typed + fold(letter)
    last = now()
    const isRepeated = [...typed].every((each) => each === typed[0])
    const wanted = isRepeated ? typed[0]! : typed
    // A word that grows may still mean the name one is at; a single letter means another.
    const from = isRepeated ? at + 1 : Math.max(0, at)
    const order = names.map((_, index) => (from + index) % names.length)
    return order.find((index) => fold(names[index]!.trim()).startsWith(wanted)) ?? -1
  }
}
