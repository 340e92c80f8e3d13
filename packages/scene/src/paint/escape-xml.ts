import { cleanText } from '../text/clean-text.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as XML has it, without characters that it cannot hold. */
export const escapeXml = (text: string): string =>
  cleanText(text).replace(/[&<>"]/g, (character) => entities[character]!)
