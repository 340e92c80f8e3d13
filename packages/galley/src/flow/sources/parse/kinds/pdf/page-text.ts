import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js'

/** Text on one baseline without a wide gap in it. Points; y grows downwards from the page's top. */
export interface Fragment {
  text: string
  left: number
  right: number
  /** The baseline. */
  y: number
  size: number
  font: string
  /** Set in a typewriter face, as program text is. */
  isCode: boolean
}

/** A page's text with its geometry. */
export interface PageText {
  number: number
  width: number
  height: number
  fragments: Fragment[]
}

/** Reads a page's text runs and joins those that stand on one line. */
export async function readPageText(page: PDFPageProxy): Promise<PageText> {
  const viewport = page.getViewport({ scale: 1 })
  const content = await page.getTextContent({
    includeMarkedContent: false,
    disableNormalization: false,
  })
  const fragments: Fragment[] = []
  for (const item of content.items) {
    if (!('str' in item) || item.str.trim() === '') continue // gaps are told from positions
    const [a, b, c, d, x, y] = multiply(viewport.transform, item.transform)
    const isUpright = Math.abs(b) < Math.abs(a) * 0.1 // marginal stamps and axis labels stand on their side
    if (!isUpright) continue
    const size = Math.hypot(c, d)
    const fragment = {
      text: item.str,
      left: x,
      right: x + item.width,
      y,
      size,
      font: item.fontName,
      isCode: content.styles[item.fontName]?.fontFamily === 'monospace',
    }
    const last = fragments.at(-1)
    if (last && continues(last, fragment)) append(last, fragment)
    else fragments.push(fragment)
  }
  page.cleanup()
  const { width, height } = viewport
  return { number: page.pageNumber, width, height, fragments: mergeLines(fragments) }
}

function multiply(
  one: number[],
  other: number[],
): [number, number, number, number, number, number] {
  const [a, b, c, d, e, f] = one as [number, number, number, number, number, number]
  const [g, h, i, j, k, l] = other as [number, number, number, number, number, number]
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ]
}

/** On the same line and not a column or table cell away; footnote marks are raised a little. */
function continues(last: Fragment, next: Fragment): boolean {
  const size = Math.max(last.size, next.size)
  if (Math.abs(next.y - last.y) > size * 0.45) return false
  const gap = next.left - last.right
  return gap > -size * 0.6 && gap < size * 1.1
}

function append(last: Fragment, next: Fragment): void {
  const gap = next.left - last.right
  const needsSpace = gap > last.size * 0.16 && !/\s$/.test(last.text) && !/^\s/.test(next.text)
  last.text += (needsSpace ? ' ' : '') + next.text
  last.right = Math.max(last.right, next.right)
  last.isCode &&= next.isCode
  if (next.size > last.size) [last.size, last.y, last.font] = [next.size, next.y, next.font]
}

/** Runs of one line may be drawn in any order. */
function mergeLines(fragments: Fragment[]): Fragment[] {
  const sorted = [...fragments].sort((one, other) => one.y - other.y || one.left - other.left)
  const merged: Fragment[] = []
  for (const fragment of sorted) {
    const neighbour = merged.findLast(
      (last) => last.y > fragment.y - fragment.size && continues(last, fragment),
    )
    if (neighbour) append(neighbour, fragment)
    else merged.push({ ...fragment })
  }
  return merged
}
