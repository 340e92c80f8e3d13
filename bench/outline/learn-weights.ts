import {
  boundaryFeatureNames,
  boundaryFeatures,
  placesFor,
  readTranscript,
  wordModel,
} from '../../packages/galley/src/platform/text/segmentation/index.ts'
import type { BoundaryFeature } from '../../packages/galley/src/platform/text/segmentation/index.ts'
import type { Talk } from './read-talk.ts'

/** One place where a section may start: 1 and its features, and whether a heading stood there. */
export interface Example {
  readonly values: Float64Array
  readonly isBoundary: boolean
}

/** The examples a talk gives. Its breaks should be those of `turnsOnly`, see there. */
export function examplesOf(talk: Talk): Example[] {
  const transcript = readTranscript({ ...talk, language: 'en' })
  const places = placesFor(transcript, talk.sections.length)
  const features = boundaryFeatures(transcript, wordModel(transcript), places)
  const sections = new Set(talk.sections)
  return places.flatMap((sentence, place) => {
    if (sentence === 0) return [] // always a start, so there is nothing to learn from it
    const values = boundaryFeatureNames.map((name) => features[name][place]!)
    return [{ values: Float64Array.of(1, ...values), isBoundary: sections.has(sentence) }]
  })
}

/** Keeps the weights small: the square of each is charged half of this. */
const ridge = 5

/** Logistic regression by Newton's method; the intercept is dropped, as only differences count. */
export function learnWeights(examples: readonly Example[]): Record<BoundaryFeature, number> {
  const size = boundaryFeatureNames.length + 1
  let weights = new Float64Array(size)
  for (let round = 0; round < 15; round++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : -ridge * weight))
    const hessian = Array.from({ length: size }, (_, i) => {
      const row = new Float64Array(size)
      row[i] = i === 0 ? 1e-6 : ridge
      return row
    })
    for (const { values, isBoundary } of examples) {
      const odds = values.reduce((sum, value, i) => sum + value * weights[i]!, 0)
      const probability = 1 / (1 + Math.exp(-odds))
      const spread = probability * (1 - probability)
      for (let i = 0; i < size; i++) {
        gradient[i]! += ((isBoundary ? 1 : 0) - probability) * values[i]!
        for (let j = 0; j < size; j++) hessian[i]![j]! += spread * values[i]! * values[j]!
      }
    }
    const step = solve(hessian, gradient)
    weights = weights.map((weight, i) => weight + step[i]!)
  }
  return Object.fromEntries(
    boundaryFeatureNames.map((name, i) => [name, Math.round(weights[i + 1]! * 100) / 100]),
  ) as Record<BoundaryFeature, number>
}

/** Solves `matrix · x = right` by elimination; the matrix is symmetric and positive definite. */
export function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i]!))
  rows.forEach((pivot, column) => {
    for (const [r, row] of rows.entries()) {
      if (r === column) continue
      const factor = row[column]! / pivot[column]!
      for (let j = column; j < row.length; j++) row[j]! -= factor * pivot[j]!
    }
  })
  return Float64Array.from(rows, (row, i) => row.at(-1)! / row[i]!)
}
