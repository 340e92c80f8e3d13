export { align, contentStems } from './align.ts'
export { lexicalSupport } from './support.ts'
export type { LexicalSupport } from './support.ts'
