/** English Metric Units: 914,400 to the inch, 12,700 to the point. All of a scene is in whole ones. */
export type Emu = number

export interface Box {
  x: Emu
  y: Emu
  width: Emu
  height: Emu
}

export const points = (count: number): Emu => Math.round(count * 12_700)
export const inches = (count: number): Emu => Math.round(count * 914_400)

/** A slide of 16 to 9. */
export const page: Box = { x: 0, y: 0, width: 12_192_000, height: 6_858_000 }

/** A box in inches, as layouts are written. */
export const box = (x: number, y: number, width: number, height: number): Box => ({
  x: inches(x),
  y: inches(y),
  width: inches(width),
  height: inches(height),
})

/** Cuts a box into cells of one size, row by row; cells never overlap and never leave the box. */
export function grid(area: Box, columns: number, rows: number, gap: Emu): Box[] {
  const width = Math.floor((area.width - gap * (columns - 1)) / columns)
  const height = Math.floor((area.height - gap * (rows - 1)) / rows)
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: area.x + (index % columns) * (width + gap),
    y: area.y + Math.floor(index / columns) * (height + gap),
    width,
    height,
  }))
}

/**
 * Cuts a box into rows, from the top. Numbers are fixed heights; `null` shares what is left.
 *
 * @example
 * const [heading, rest] = stack(card, [inches(0.5), null], inches(0.1))
 */
export function stack(area: Box, heights: readonly (Emu | null)[], gap: Emu): Box[] {
  const fixed = heights.reduce((sum: number, height) => sum + (height ?? 0), 0)
  const shares = heights.filter((height) => height === null).length
  const free = Math.max(0, area.height - fixed - gap * (heights.length - 1))
  let y = area.y
  return heights.map((height) => {
    const row = { ...area, y, height: height ?? Math.floor(free / shares) }
    y += row.height + gap
    return row
  })
}

/** The box without a border of some width. */
export const inset = (area: Box, by: Emu, vertical: Emu = by): Box => ({
  x: area.x + by,
  y: area.y + vertical,
  width: Math.max(0, area.width - 2 * by),
  height: Math.max(0, area.height - 2 * vertical),
})
