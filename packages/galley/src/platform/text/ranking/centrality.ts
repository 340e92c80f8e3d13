import { centroid, similarity } from './sentence-vectors.ts'
import type { SentenceVector } from './sentence-vectors.ts'

/** Pairs grow with the square of a window, so a long text is ranked window by window. */
const windowSize = 400
const leastSimilarity = 0.08
const damping = 0.85
const rounds = 20

/**
 * How central each sentence is to the text, 0 to 1: half by random walk over similar sentences
 * (LexRank, Erkan and Radev 2004), half by closeness to the text's centroid.
 *
 * @example
 * centrality(sentenceVectors([['key', 'wallet'], ['key', 'wallet', 'sign'], ['lunch']]))
 */
export function centrality(vectors: readonly SentenceVector[]): number[] {
  const middle = centroid(vectors)
  const closeness = scaled(vectors.map((vector) => similarity(vector, middle)))
  const walk: number[] = []
  for (let start = 0; start < vectors.length; start += windowSize) {
    walk.push(...scaled(randomWalk(vectors.slice(start, start + windowSize))))
  }
  return closeness.map((close, at) => (close + (walk[at] ?? 0)) / 2)
}

function randomWalk(vectors: readonly SentenceVector[]): number[] {
  const size = vectors.length
  const neighbours: { to: number; weight: number }[][] = vectors.map(() => [])
  for (let from = 0; from < size; from++) {
    for (let to = from + 1; to < size; to++) {
      const weight = similarity(vectors[from]!, vectors[to]!)
      if (weight < leastSimilarity) continue
      neighbours[from]!.push({ to, weight })
      neighbours[to]!.push({ to: from, weight })
    }
  }
  const outflow = neighbours.map((edges) => edges.reduce((sum, edge) => sum + edge.weight, 0))
  let rank = Array.from({ length: size }, () => 1 / Math.max(1, size))
  for (let round = 0; round < rounds; round++) {
    const next = Array.from({ length: size }, () => (1 - damping) / Math.max(1, size))
    for (let from = 0; from < size; from++) {
      const flow = outflow[from]!
      if (flow === 0) continue
      for (const { to, weight } of neighbours[from]!)
        next[to]! += (damping * rank[from]! * weight) / flow
    }
    rank = next
  }
  return rank
}

function scaled(values: readonly number[]): number[] {
  const most = values.reduce((best, value) => Math.max(best, value), 0)
  return values.map((value) => (most > 0 ? value / most : 0))
}
