import type { SourceParser } from '../../parsed-source.ts'

/** SubRip captions. */
export const parser: SourceParser = {
  kind: 'srt',
  extensions: ['srt'],
  mediaTypes: ['application/x-subrip', 'text/srt', 'application/srt'],
  isText: true,
  recognises: ({ text }) =>
    /^\s*(?:\d+\s*\n\s*)?\d{1,3}:\d\d:\d\d[.,]\d{1,3}\s*-->\s*\d{1,3}:\d\d:\d\d/.test(text),
  parse: async (input) => (await import('../../captions/read-captions.ts')).readCaptions(input),
}
