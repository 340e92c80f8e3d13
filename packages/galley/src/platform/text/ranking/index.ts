/** Which sentences matter, and which of them read well together. */
export { centrality } from './centrality.ts'
export { chooseRuns } from './choose-runs.ts'
export type { RunItem } from './choose-runs.ts'
export { centroid, sentenceVectors, similarity } from './sentence-vectors.ts'
export type { SentenceVector } from './sentence-vectors.ts'
