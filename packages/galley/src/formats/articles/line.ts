import { z } from 'zod'

/** A text on one line: line breaks, tabs and control characters become single spaces. */
export function toLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/**
 * At most so many UTF-16 units, cut between words where one is near, with an ellipsis; never half
 * of a character.
 *
 * @example
 * shorten('A title that goes on', 10) // 'A title…'
 */
export function shorten(text: string, longest: number): string {
  const line = toLine(text)
  if (line.length <= longest) return line
  // The replacement character that a cut pair leaves behind is taken off again.
  const cut = line.slice(0, longest - 1).toWellFormed()
  const whole = cut.endsWith('\ufffd') ? cut.slice(0, -1) : cut
  const space = whole.lastIndexOf(' ')
  return `${(space > longest / 2 ? whole.slice(0, space) : whole).trimEnd()}…`
}

/** Plain text on one line, as titles and headings are. Line breaks sent to it become spaces. */
export const plainLine = (longest: number) => z.string().overwrite(toLine).min(1).max(longest)

/** A model's title or heading as plain text: without the marks that some put around it. */
export function headingFrom(draft: string, fallback: string): string {
  const plain = toLine(draft)
    .replace(/^#{1,6} /, '')
    .replace(/^(\*\*|__)(.+)\1$/, '$2')
  return shorten(plain, 300) || shorten(fallback, 300) || 'Untitled'
}
