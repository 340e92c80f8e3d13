import { sentenceVectors, centroid, similarity } from '../../../platform/text/ranking/index.ts'
import { tokenize } from '../../../platform/text/index.ts'
export function segmentTopics(input: { sentences: readonly string[]; language: string; breaks?: readonly number[]; speakers?: readonly (string | null)[] }, options: { sections?: number; minSections?: number; maxSections?: number } = {}): number[] {
  const vectors = sentenceVectors(input.sentences.map((s) => tokenize(s, input.language).filter((t) => !t.isStopWord).map((t) => t.stem)))
  const n = vectors.length
  const want = options.sections ?? options.maxSections ?? 7
  const w = Math.max(5, Math.floor(n / 20))
  const gaps = vectors.map((_, i) => (i === 0 ? 1 : similarity(centroid(vectors.slice(Math.max(0, i - w), i)), centroid(vectors.slice(i, i + w)))))
  const order = gaps.map((g, i) => [g - (input.breaks?.includes(i) ? 0.05 : 0), i] as const).slice(1).sort((a, b) => a[0] - b[0])
  const chosen = [0]
  const spacing = n / want / 2.2
  for (const [, i] of order) {
    if (chosen.length >= want) break
    if (chosen.every((c) => Math.abs(c - i) > spacing) && n - i > spacing) chosen.push(i)
  }
  return chosen.sort((a, b) => a - b)
}
