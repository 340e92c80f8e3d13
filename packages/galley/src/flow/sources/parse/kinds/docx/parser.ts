import type { SourceParser } from '../../parsed-source.ts'

/** Word documents (Office Open XML). */
export const parser: SourceParser = {
  kind: 'docx',
  extensions: ['docx', 'docm', 'dotx'],
  mediaTypes: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  isText: false,
  recognises: ({ zipEntries }) =>
    zipEntries.some((name) => /^\/?word\/document\d*\.xml$/i.test(name)) ||
    isOtherwiseNamed(zipEntries),
  parse: async (input) => (await import('./read.ts')).read(input),
}

/** The main part may have any name; the folder of the styles gives it away. */
function isOtherwiseNamed(entries: string[]): boolean {
  return entries.includes('[Content_Types].xml') && entries.some((name) => /^word\//i.test(name))
}
