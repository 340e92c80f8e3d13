/** A sentence as weighted stems, of length one; empty if it has none that count. */
export type SentenceVector = ReadonlyMap<string, number>

/**
 * TF-IDF vectors of sentences given as stems.
 *
 * @example
 * const [first, second] = sentenceVectors([['wallet', 'key'], ['wallet']])
 * similarity(first!, second!) // between 0 and 1
 */
export function sentenceVectors(sentences: readonly (readonly string[])[]): SentenceVector[] {
  const documentFrequency = new Map<string, number>()
  for (const stems of sentences) {
    for (const stem of new Set(stems))
      documentFrequency.set(stem, (documentFrequency.get(stem) ?? 0) + 1)
  }
  return sentences.map((stems) => {
    const weights = new Map<string, number>()
    for (const stem of stems) weights.set(stem, (weights.get(stem) ?? 0) + 1)
    for (const [stem, count] of weights) {
      const rarity = Math.log(1 + sentences.length / (documentFrequency.get(stem) ?? 1))
      weights.set(stem, (1 + Math.log(count)) * rarity)
    }
    return normalised(weights)
  })
}

/** Cosine of two vectors, 0 to 1. */
export function similarity(a: SentenceVector, b: SentenceVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [stem, weight] of small) sum += weight * (large.get(stem) ?? 0)
  return sum
}

/** The direction that the vectors share. */
export function centroid(vectors: readonly SentenceVector[]): SentenceVector {
  const sum = new Map<string, number>()
  for (const vector of vectors) {
    for (const [stem, weight] of vector) sum.set(stem, (sum.get(stem) ?? 0) + weight)
  }
  return normalised(sum)
}

function normalised(weights: Map<string, number>): SentenceVector {
  let square = 0
  for (const weight of weights.values()) square += weight * weight
  const length = Math.sqrt(square)
  if (length > 0) for (const [stem, weight] of weights) weights.set(stem, weight / length)
  return weights
}
