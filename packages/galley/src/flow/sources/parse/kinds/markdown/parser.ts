import type { SourceParser } from '../../parsed-source.ts'

/** Markdown (CommonMark with GitHub's tables and lists), with or without front matter. */
export const parser: SourceParser = {
  kind: 'markdown',
  extensions: ['md', 'markdown', 'mdown', 'mkd', 'mdx'],
  mediaTypes: ['text/markdown', 'text/x-markdown'],
  isText: true,
  recognises: ({ text }) => /^---\r?\n[\w-]+:.*\r?\n(?:.*\r?\n)*?---\r?\n/.test(text),
  resembles: ({ text }) => {
    const marks = [
      /^#{1,6} \S.*$/gm, // headings
      /^\*\*[^*\n]{1,60}\*\*/gm, // labels in bold
      /\[[^\]\n]+\]\(https?:[^)\n]+\)/g, // links
      /^(?:```|~~~)/gm, // code
      /^\|?(?:\s*:?-{3,}:?\s*\|)+/gm, // tables
    ]
    return marks.reduce((sum, mark) => sum + (text.match(mark)?.length ?? 0), 0) >= 2
  },
  parse: async (input) => (await import('./read.ts')).read(input),
}
