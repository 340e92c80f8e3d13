const WORDS_PER_MINUTE = 238 // Brysbaert 2019, adults reading English non-fiction silently
const CHARACTERS_PER_MINUTE = 500 // scripts without spaces

const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/**
 * Minutes that it takes to read a text silently, at least one.
 *
 * @example
 * readingMinutes('word '.repeat(1000)) // 4
 */
export function readingMinutes(text: string): number {
  const words = text.replace(dense, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu)?.length ?? 0
  const characters = text.match(dense)?.length ?? 0
  const minutes = words / WORDS_PER_MINUTE + characters / CHARACTERS_PER_MINUTE
  return Math.max(1, Math.round(minutes))
}
