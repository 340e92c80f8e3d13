export { align, contentStems, prepareAlignment } from './align.ts'
export type { AlignableText } from './align.ts'
export { lexicalSupport } from './support.ts'
export type { LexicalSupport } from './support.ts'
