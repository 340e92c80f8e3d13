const WORDS_PER_MINUTE = 238 // Brysbaert 2019, adults reading English non-fiction silently
const CHARACTERS_PER_MINUTE = 500 // scripts without spaces

/** Minutes, at least one. */
export function readingMinutes(text: string): number {
  const dense = text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  )
  const words = text.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, ' ')
  const minutes =
    (words.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) / WORDS_PER_MINUTE +
    (dense?.length ?? 0) / CHARACTERS_PER_MINUTE
  return Math.max(1, Math.round(minutes))
}
