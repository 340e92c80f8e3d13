/**
 * Writes plain text as Markdown inline text that reads the same: marks that would style, link or
 * open a block are escaped, nothing else is.
 *
 * @example
 * escapeMarkdown('a*b and snake_case [sic]') // 'a\\*b and snake\\_case \\[sic\\]'
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>]/g, '\\$&')
    .replace(/&(?=#?\w{1,31};)/g, '\\&')
    .replace(/~(?=~)|(?<=~)~/g, '\\~')
    .replace(/^(\s*)([#+-])(?=\s|#|$)/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s)/, '$1\\$2')
    .replace(/^(\s*)([-=]{2,}\s*)$/, '$1\\$2')
}

/** The plain text of what `escapeMarkdown` wrote. */
export function unescapeMarkdown(text: string): string {
  return text.replace(/\\([\\`*_[\]<>&~#+\-.)=])/g, '$1')
}
