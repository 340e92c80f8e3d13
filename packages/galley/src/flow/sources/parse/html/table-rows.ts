/**
 * The cells of a data table as text, row by row; null where the table is there for its layout (one
 * column, tables or many blocks inside), so that its content is read as ordinary blocks.
 */
export function tableRows(table: Element): string[][] | null {
  if (table.getAttribute('role') === 'presentation' || table.querySelector('table')) return null
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    [...row.children].filter((cell) => /^T[HD]$/i.test(cell.tagName)),
  )
  const isData = rows.length > 1 && rows.some((cells) => cells.length > 1)
  const holdsBlocks = rows
    .flat()
    .some((cell) => cell.querySelectorAll('p, h1, h2, h3, h4, li, div').length > 4)
  if (!isData || holdsBlocks) return null
  const texts = rows.map((cells) =>
    cells.map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()),
  )
  return texts.filter((cells) => cells.some((cell) => cell !== ''))
}
