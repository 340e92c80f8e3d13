import { tokenize } from '../../packages/galley/src/platform/text/index.ts'

/**
 * Utiyama & Isahara (2001): the most probable segmentation when every section has a word
 * distribution of its own, smoothed by adding one. The number of sections is given, so their
 * prior on it falls away.
 *
 * @param places sentences where a section may start, the first being 0
 * @returns the first sentence of every section
 */
export function utiyamaIsahara(
  sentences: readonly string[],
  language: string,
  sections: number,
  places: readonly number[] = sentences.map((_, index) => index),
): number[] {
  const words = sentences.map((sentence) =>
    tokenize(sentence, language)
      .filter((token) => !token.isStopWord)
      .map((token) => token.stem),
  )
  const vocabulary = new Set(words.flat()).size
  const edges = [...places, sentences.length]
  let best = edges.map((_, edge) => (edge === 0 ? 0 : Number.POSITIVE_INFINITY))
  const costs = places.map((place, start) => {
    const counts = new Map<string, number>()
    let total = 0
    let repeats = 0 // the sum of count * log(count + 1)
    let sentence = place
    return edges.slice(start + 1).map((edge) => {
      for (; sentence < edge; sentence++) {
        for (const word of words[sentence]!) {
          const count = counts.get(word) ?? 0
          repeats += (count + 1) * Math.log(count + 2) - count * Math.log(count + 1)
          counts.set(word, count + 1)
          total++
        }
      }
      return total * Math.log(total + vocabulary) - repeats
    })
  })

  const cameFrom: number[][] = []
  for (let section = 0; section < sections; section++) {
    const from = edges.map(() => 0)
    best = edges.map((_, end) => {
      let least = Number.POSITIVE_INFINITY
      for (let start = 0; start < end; start++) {
        const cost = best[start]! + costs[start]![end - start - 1]!
        if (cost < least) [least, from[end]] = [cost, start]
      }
      return least
    })
    cameFrom.push(from)
  }
  const starts: number[] = []
  for (let edge = places.length; starts.length < sections;) {
    edge = cameFrom[sections - 1 - starts.length]![edge]!
    starts.push(places[edge]!)
  }
  return starts.reverse()
}
