/**
 * Takes away what no document format can hold (control characters, halves of surrogate pairs,
 * non-characters) and soft hyphens, which office programs break at each in their own way. Line ends
 * become `\n`; tabs and line ends stay.
 *
 * @example
 * cleanText('a\u0000b\r\nc') // 'ab\nc'
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u000B\u0085\u2028\u2029]/g, '\n')
    .replace(
      /[\u0000-\u0008\u000C\u000E-\u001F\u007F-\u009F\u00AD\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      '',
    )
}
