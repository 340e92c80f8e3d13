/** Cutting a text into sections by subject, and what learning its weights needs. */
export { boundaryFeatureNames, boundaryFeatures } from './boundary-features.ts'
export type { BoundaryFeature } from './boundary-features.ts'
export { placesFor } from './places.ts'
export { segmentTopics, segmentWith } from './segment-topics.ts'
export type { TopicOptions } from './segment-topics.ts'
export { readTranscript } from './transcript.ts'
export type { TopicInput } from './transcript.ts'
export { wordModel } from './word-model.ts'
