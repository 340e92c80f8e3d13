import type { SourceParser } from '../../parsed-source.ts'

/** PDF with a text layer. */
export const parser: SourceParser = {
  kind: 'pdf',
  extensions: ['pdf'],
  mediaTypes: ['application/pdf', 'application/x-pdf'],
  isText: false,
  // Readers accept the signature anywhere in the first kilobyte.
  recognises: ({ bytes }) =>
    new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-'),
  parse: async (input) => (await import('./read.ts')).read(input),
}
