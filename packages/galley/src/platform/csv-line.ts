/**
 * One line of RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in
 * front, which shows it as the text it is.
 *
 * @example
 * csvLine(['Ann', '=1+1', 'a "b"']) // `Ann,'=1+1,"a ""b"""\r\n`
 */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  // Full-width signs too, and behind blanks: some spreadsheets trim before they look.
  const text = /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value
  return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
