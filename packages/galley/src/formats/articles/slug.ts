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
    .toLowerCase()
    .replace(/[ßæœøðþłđı]/g, (letter) => letters[letter]!)
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
  const words = plain.match(/[\p{Ll}\p{Lo}\p{N}]+/gu) ?? []
  let slug = ''
  for (const word of words) {
    if (slug && slug.length + word.length + 1 > longest) break
    slug = slug ? `${slug}-${word}` : word.slice(0, longest)
  }
  return slug || 'article'
}
