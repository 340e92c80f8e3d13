import type { SourceParser } from '../../parsed-source.ts'

/** Plain text, and mark-up that reads well as plain text. */
export const parser: SourceParser = {
  kind: 'text',
  extensions: ['txt', 'text', 'log', 'rst', 'org', 'adoc'],
  mediaTypes: ['text/plain'],
  isText: true,
  recognises: () => false, // whatever is text and nothing else
  parse: async (input) => (await import('./read.ts')).read(input),
}
