import { tokenize } from '../../packages/galley/src/platform/text/index.ts'

/** Words in a pseudo-sentence, and pseudo-sentences in a block: Hearst's own defaults. */
const sentenceWords = 20
const blockSentences = 10

/**
 * TextTiling (Hearst 1997): blocks of words to the left and right of each gap are compared, and
 * the gaps in the deepest valleys of similarity become boundaries. The number of sections is
 * given, so the deepest `sections - 1` are taken instead of those below a threshold.
 *
 * @returns the first sentence of every section
 */
export function textTiling(
  sentences: readonly string[],
  language: string,
  sections: number,
): number[] {
  const words: string[] = []
  const sentenceOfWord: number[] = []
  sentences.forEach((sentence, index) => {
    for (const token of tokenize(sentence, language)) {
      words.push(token.isStopWord ? '' : token.stem)
      sentenceOfWord.push(index)
    }
  })
  const count = Math.floor(words.length / sentenceWords)
  const similarity = Array.from({ length: Math.max(0, count - 1) }, (_, gap) => {
    const at = (gap + 1) * sentenceWords
    const reach = Math.min(blockSentences, gap + 1, count - gap - 1) * sentenceWords
    return cosine(words.slice(at - reach, at), words.slice(at, at + reach))
  })
  const gaps = depths(similarity)
    .map((depth, gap) => ({ depth, gap }))
    .sort((a, b) => b.depth - a.depth || a.gap - b.gap)

  const starts = new Set([0])
  for (const { gap } of gaps) {
    if (starts.size >= sections) break
    starts.add(nearestSentenceStart(sentenceOfWord, (gap + 1) * sentenceWords))
  }
  return [...starts].sort((a, b) => a - b)
}

/** How far the similarity falls from the nearest peak on the left and on the right. */
export function depths(similarity: readonly number[]): number[] {
  const climb = (from: number, step: 1 | -1): number => {
    let at = from
    while ((similarity[at + step] ?? Number.NEGATIVE_INFINITY) >= similarity[at]!) at += step
    return similarity[at]! - similarity[from]!
  }
  return similarity.map((_, gap) => climb(gap, -1) + climb(gap, 1))
}

function cosine(left: readonly string[], right: readonly string[]): number {
  const [a, b] = [countWords(left), countWords(right)]
  const dot = (x: ReadonlyMap<string, number>, y: ReadonlyMap<string, number>): number => {
    let total = 0
    for (const [word, count] of x) total += count * (y.get(word) ?? 0)
    return total
  }
  return dot(a, b) / (Math.sqrt(dot(a, a) * dot(b, b)) || 1)
}

function countWords(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function nearestSentenceStart(sentenceOfWord: readonly number[], word: number): number {
  const sentence = sentenceOfWord[word]!
  const start = sentenceOfWord.indexOf(sentence)
  const next = sentenceOfWord.indexOf(sentence + 1)
  return next !== -1 && next - word < word - start ? sentence + 1 : sentence
}
