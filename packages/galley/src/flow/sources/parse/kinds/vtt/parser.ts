import type { SourceParser } from '../../parsed-source.ts'

/** WebVTT captions. */
export const parser: SourceParser = {
  kind: 'vtt',
  extensions: ['vtt', 'webvtt'],
  mediaTypes: ['text/vtt'],
  isText: true,
  recognises: ({ text }) => /^\s*WEBVTT(?:\s|$)/.test(text),
  parse: async (input) => (await import('../../captions/read-captions.ts')).readCaptions(input),
}
