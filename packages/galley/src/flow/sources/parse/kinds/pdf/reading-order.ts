import type { Fragment, PageText } from './page-text.ts'

/** A line of text, or a row of a table: the cells of one baseline. */
export interface Line {
  cells: Fragment[]
  page: number
  left: number
  right: number
  y: number
  size: number
  /** Of its first cell. */
  font: string
  /** Left and right edge of the column that it stands in. */
  columnLeft: number
  columnRight: number
  /** True where the column, not only the line, begins here. */
  isColumnStart: boolean
}

/** Orders a page's text as it is read: column by column between the lines that span them. */
export function orderLines(page: PageText): Line[] {
  const gutters = findGutters(page)
  const columnOf = (fragment: Fragment) => {
    const from = gutters.filter((gutter) => gutter < fragment.left + 2).length
    const to = gutters.filter((gutter) => gutter < fragment.right - 2).length
    return from === to ? from : null
  }
  const lines: Line[] = []
  let band: Fragment[][] = gutters.concat(0).map(() => [])
  const closeBand = () => {
    for (const column of band) lines.push(...toLines(column, page.number))
    band = band.map(() => [])
  }
  let spanning: Fragment[] = []
  const closeSpanning = () => {
    lines.push(...toLines(spanning, page.number))
    spanning = []
  }
  for (const fragment of page.fragments) {
    const column = columnOf(fragment)
    if (gutters.length === 0 || column === null) {
      closeBand()
      spanning.push(fragment)
    } else {
      closeSpanning()
      band[column]!.push(fragment)
    }
  }
  closeBand()
  closeSpanning()
  return lines
}

/**
 * Gutters are strips that hardly any line crosses, with columns of running text on both sides.
 * Tables have strips too, but their cells are short: those are read row by row.
 */
function findGutters(page: PageText): number[] {
  const body = page.fragments.filter((fragment) => fragment.text.trim().length > 1)
  if (body.length < 12) return []
  // First strips that nothing crosses, then those that a few lines do: titles, wide figures.
  for (const share of [0, 0.05, 0.12]) {
    const gutters = freeStrips(body, body.length * share)
    if (gutters.length > 4) continue
    const separating = gutters.filter((_, index) => separatesColumns(body, gutters, index))
    if (separating.length > 0) return separating
  }
  return []
}

/** The middles of the vertical strips that at most `few` lines cross. */
function freeStrips(body: Fragment[], few: number): number[] {
  const left = Math.min(...body.map((fragment) => fragment.left))
  const width = Math.ceil(Math.max(...body.map((fragment) => fragment.right)) - left)
  const crossings = new Uint32Array(width + 1)
  for (const { left: from, right: to } of body) {
    const end = Math.min(width, to - left)
    for (let x = Math.max(0, Math.floor(from - left)); x < end; x += 1) crossings[x]! += 1
  }
  const middles: number[] = []
  let start = -1
  for (let x = 0; x <= width; x += 1) {
    const isFree = x < width && crossings[x]! <= few
    if (isFree && start === -1) start = x
    if (isFree || start === -1) continue
    const isInside = start > width * 0.1 && x < width * 0.9
    if (isInside && x - start >= 5) middles.push(left + (start + x) / 2)
    start = -1
  }
  return middles
}

/** Columns hold running text, or at least do not stand row by row like the cells of a table. */
function separatesColumns(body: Fragment[], gutters: number[], index: number): boolean {
  const edges = [-Infinity, ...gutters, Infinity]
  const column = (at: number) =>
    body.filter((part) => part.left >= edges[at]! - 2 && part.right <= edges[at + 1]! + 2)
  const [left, right] = [column(index), column(index + 1)]
  if (left.length < 4 || right.length < 4) return false
  if (medianLength(left) >= 18 && medianLength(right) >= 18) return true
  const [fewer, more] = left.length < right.length ? [left, right] : [right, left]
  const level = fewer.filter((part) =>
    more.some((other) => Math.abs(other.y - part.y) < part.size * 0.25),
  )
  return level.length < fewer.length * 0.5
}

function medianLength(fragments: Fragment[]): number {
  const lengths = fragments
    .map((fragment) => fragment.text.length)
    .sort((one, other) => one - other)
  return lengths[Math.floor(lengths.length / 2)]!
}

function toLines(fragments: Fragment[], page: number): Line[] {
  if (fragments.length === 0) return []
  const lines: Line[] = []
  const columnLeft = Math.min(...fragments.map((fragment) => fragment.left))
  const columnRight = Math.max(...fragments.map((fragment) => fragment.right))
  for (const fragment of fragments) {
    const last = lines.at(-1)
    if (last && Math.abs(last.y - fragment.y) < Math.min(last.size, fragment.size) * 0.5) {
      last.cells.push(fragment)
      last.cells.sort((one, other) => one.left - other.left)
      last.left = Math.min(last.left, fragment.left)
      last.right = Math.max(last.right, fragment.right)
    } else {
      const { left, right, y, size, font } = fragment
      lines.push({
        cells: [fragment],
        page,
        left,
        right,
        y,
        size,
        font,
        columnLeft,
        columnRight,
        isColumnStart: lines.length === 0,
      })
    }
  }
  return lines
}
