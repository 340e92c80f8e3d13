import type { SourceParser } from '../../parsed-source.ts'

/** A web page: its article, without what surrounds it. */
export const parser: SourceParser = {
  kind: 'html',
  extensions: ['html', 'htm', 'xhtml'],
  mediaTypes: ['text/html', 'application/xhtml+xml'],
  isText: true,
  recognises: ({ text }) =>
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>])/i.test(
      text,
    ),
  parse: async (input) => (await import('./read.ts')).read(input),
}
