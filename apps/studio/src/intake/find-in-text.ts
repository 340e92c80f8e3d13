/** UTF-16 offsets into a text. */
export interface TextRange {
  start: number
  end: number
}

const MOST = 500

/**
 * Where words occur in a text, in any case; at most 500 places, which is more than anybody reads.
 *
 * @example
 * findInText('A worm, a Worm', 'worm') // [{ start: 2, end: 6 }, { start: 10, end: 14 }]
 */
export function findInText(text: string, words: string): TextRange[] {
  const wanted = words.trim()
  if (!wanted) return []
  const pattern = new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`), 'giu')
  return text
    .matchAll(pattern)
    .take(MOST)
    .map(({ 0: found, index }) => ({ start: index, end: index + found.length }))
    .toArray()
}
