/* Control characters other than tab and newline, and the invisible marks that break matching:
   soft hyphen, zero-width space, word joiner, byte order mark, replacement-free bidi isolates stay. */
const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff\ufffe\uffff]/g

/**
 * Makes text of one form: NFC, LF newlines, no control characters, no byte order mark, lone
 * surrogates replaced, at most one blank line in a row, no blanks at line ends.
 *
 * @example
 * normaliseText('\ufeffCafe\u0301\r\n\r\n\r\nx') // 'Café\n\nx'
 */
export function normaliseText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replace(CONTROLS, '')
    .toWellFormed()
    .normalize('NFC')
    .split('\n')
    .map((line) => line.trimEnd()) // a pattern for blanks at line ends would be quadratic
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
}

/** One line of running text: every run of white space becomes one space. */
export function joinLines(text: string): string {
  return normaliseText(text).replace(/\s+/g, ' ').trim()
}

/**
 * Counts words. Scripts without spaces between words (Chinese, Japanese, Thai, ...) are segmented
 * by dictionary.
 */
export function countWords(text: string): number {
  const spaced = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu)?.length ?? 0
  if (!UNSPACED.test(text)) return spaced
  let words = 0
  for (const part of new Intl.Segmenter('und', { granularity: 'word' }).segment(text)) {
    if (part.isWordLike) words += 1
  }
  return words
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
