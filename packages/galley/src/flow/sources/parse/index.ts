/** Files in, normalised text with segments out. */
export { detectKind } from './detect-kind.ts'
export { countWords } from './normalise-text.ts'
export { parseSourceIsolated } from './parse-isolated.ts'
export { parseSource } from './parse-source.ts'
export type { SourceFile } from './parse-source.ts'
export type { ParsedSource, SegmentDraft, SourceKind } from './parsed-source.ts'
