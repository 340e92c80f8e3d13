const WORDS_PER_MINUTE = 238 // Brysbaert 2019, adults reading English non-fiction silently
const CHARACTERS_PER_MINUTE = 500 // scripts without spaces

const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu

/**
 * How many words a text has. In scripts that are written without spaces each character counts.
 *
 * @example
 * countWords("It's 20 °C.") // 3
 */
export function countWords(text: string): number {
  const characters = text.match(dense)?.length ?? 0
  return characters + (text.replace(dense, ' ').match(word)?.length ?? 0)
}

/**
 * Minutes that it takes to read a text silently, at least one.
 *
 * @example
 * readingMinutes('word '.repeat(1000)) // 4
 */
export function readingMinutes(text: string): number {
  const characters = text.match(dense)?.length ?? 0
  const words = countWords(text) - characters
  const minutes = words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE
  return Math.max(1, Math.round(minutes))
}
