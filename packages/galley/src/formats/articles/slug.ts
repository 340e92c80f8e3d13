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

/** What a language writes where it cannot write a marked letter. */
const spelledOut: Record<string, Record<string, string>> = {
  de: { ä: 'ae', ö: 'oe', ü: 'ue' },
}

/**
 * A readable address: lower case, Latin letters without marks, other scripts as they are.
 *
 * @example
 * slugify('Was ist Straßenbau?', { language: 'de' }) // 'was-ist-strassenbau'
 */
export function slugify(
  text: string,
  { language = 'und', longest = 80 }: { language?: string; longest?: number } = {},
): string {
  const spelling = spelledOut[language.split('-')[0]!] ?? {}
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[äöü]/g, (letter) => spelling[letter] ?? letter)
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
