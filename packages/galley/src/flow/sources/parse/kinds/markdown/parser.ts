import type { SourceParser } from '../../parsed-source.ts'

/** Markdown (CommonMark with GitHub's tables and lists), with or without front matter. */
export const parser: SourceParser = {
  kind: 'markdown',
  extensions: ['md', 'markdown', 'mdown', 'mkd', 'mdx'],
  mediaTypes: ['text/markdown', 'text/x-markdown'],
  isText: true,
  recognises: ({ text }) => /^---\r?\n[\w-]+:.*\r?\n(?:.*\r?\n)*?---\r?\n/.test(text),
  parse: async (input) => (await import('./read.ts')).read(input),
}
