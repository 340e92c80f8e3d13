/** Letters that do not come apart into a base letter and a mark. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}

/**
 * A readable address: lower case, Latin letters without marks, other scripts as they are.
 *
 * @example
 * slugify('Was ist Straßenbau?') // 'was-ist-strassenbau'
 */
export function slugify(text: string, longest = 80): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøðþłđı]/g, (letter) => letters[letter]!)
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .replace(/(?<=\p{L})['’](?=(?:s|t|d|m|ll|re|ve)(?![\p{L}\p{N}]))/gu, '')
    .normalize('NFC')
  const words = plain.match(/[\p{Ll}\p{Lm}\p{Lo}\p{N}][\p{Ll}\p{Lm}\p{Lo}\p{N}\p{M}]*/gu) ?? []
  let slug = ''
  for (const word of words) {
    if (slug && slug.length + word.length + 1 > longest) break
    slug = slug ? `${slug}-${word}` : startOf(word, longest)
  }
  return slug || 'article'
}

/** Whole characters only. */
function startOf(word: string, longest: number): string {
  let start = ''
  for (const character of word) {
    if (start.length + character.length > longest) break
    start += character
  }
  return start
}
