import type { FontLibrary, FontRequest } from './font-library.ts'
import { breakLines, countLines } from './paragraph.ts'
import type { Paragraph } from './paragraph.ts'
import { arrangeLine } from './visual-line.ts'
import type { Direction, VisualRun } from './visual-line.ts'

/** A paragraph with its place among others. Lengths are in ems of the block's size. */
export interface BlockParagraph {
  paragraph: Paragraph
  direction: Direction
  align: 'start' | 'center' | 'end'
  /** From the side that reading starts at to the text. */
  indent: number
  /** What stands before the first line, in the room of the indent. */
  marker: { paragraph: Paragraph; hanging: number } | null
  spaceBefore: number
  /** Distance of baselines, as a multiple of what the font asks for. */
  lineSpacing: number
}

/** A line at its place; `x`, `top` and `baseline` are from the corner of the block. */
export interface TextLine {
  /** Index of its paragraph in the block. */
  paragraph: number
  start: number
  end: number
  x: number
  width: number
  top: number
  baseline: number
  height: number
  runs: VisualRun[]
  marker: { x: number; runs: VisualRun[] } | null
}

export interface LaidOutBlock {
  lines: TextLine[]
  height: number
}

/** Sets paragraphs in a column. Size, width and all results share one unit. */
export function layoutBlock(
  fonts: FontLibrary,
  block: readonly BlockParagraph[],
  size: number,
  width: number,
): LaidOutBlock {
  const lines: TextLine[] = []
  let top = 0
  for (const [index, item] of block.entries()) {
    if (index > 0) top += item.spaceBefore * size
    const { ascent, height } = lineMetrics(fonts, item, size)
    const column = columnOf(item, size, width)
    for (const range of breakLines(item.paragraph, size, column)) {
      const { runs, width: ink } = arrangeLine(fonts, item.paragraph, range, size, item.direction)
      const isFirst = lines.at(-1)?.paragraph !== index
      lines.push({
        paragraph: index,
        ...range,
        x: startOf(item, size, width, ink),
        width: ink,
        top,
        baseline: top + ascent,
        height,
        runs,
        marker: isFirst ? markerOf(fonts, item, size, width) : null,
      })
      top += height
    }
  }
  return { lines, height: top }
}

/** How tall the block would be, and in how many lines, without arranging them. */
export function measureBlock(
  fonts: FontLibrary,
  block: readonly BlockParagraph[],
  size: number,
  width: number,
): { height: number; lines: number } {
  let height = 0
  let lines = 0
  for (const [index, item] of block.entries()) {
    if (index > 0) height += item.spaceBefore * size
    const count = countLines(item.paragraph, size, columnOf(item, size, width))
    height += count * lineMetrics(fonts, item, size).height
    lines += count
  }
  return { height, lines }
}

/** Whether a word would have to be cut to get it into the column. */
export function cutsWords(block: readonly BlockParagraph[], size: number, width: number): boolean {
  return block.some((item) => item.paragraph.widestWord * size > columnOf(item, size, width))
}

const columnOf = ({ indent }: BlockParagraph, size: number, width: number) =>
  Math.max(size / 2, width - indent * size)

function startOf(item: BlockParagraph, size: number, width: number, ink: number): number {
  const indent = item.indent * size
  const free = width - indent - ink
  const isAtLeft = (item.align === 'start') === (item.direction === 'ltr')
  const left = item.direction === 'ltr' ? indent : 0
  if (item.align === 'center') return left + free / 2
  return isAtLeft ? left : left + free
}

function markerOf(fonts: FontLibrary, item: BlockParagraph, size: number, width: number) {
  if (!item.marker) return null
  const { paragraph, hanging } = item.marker
  const range = { start: 0, end: paragraph.text.length }
  const { runs, width: ink } = arrangeLine(fonts, paragraph, range, size, item.direction)
  const start = (item.indent - hanging) * size
  return { x: item.direction === 'ltr' ? start : width - start - ink, runs }
}

const metricsOf = new WeakMap<Paragraph, { version: number; ascent: number; descent: number }>()

/** All lines of a paragraph are as tall as its tallest face asks for. */
function lineMetrics(fonts: FontLibrary, item: BlockParagraph, size: number) {
  let metrics = metricsOf.get(item.paragraph)
  if (metrics?.version !== fonts.version) {
    metrics = { version: fonts.version, ...measureFaces(fonts, item.paragraph) }
    metricsOf.set(item.paragraph, metrics)
  }
  const natural = metrics.ascent + metrics.descent
  const height = natural * item.lineSpacing * size
  // Room beyond the font's own goes above the line, as office programs have it.
  return { height, ascent: height - metrics.descent * size }
}

function measureFaces(fonts: FontLibrary, { runs }: Paragraph) {
  let ascent = 0
  let descent = 0
  for (const run of runs) {
    for (const face of facesIn(fonts, run)) {
      ascent = Math.max(ascent, face.ascent / face.unitsPerEm)
      descent = Math.max(descent, face.descent / face.unitsPerEm)
    }
  }
  return { ascent, descent }
}

function facesIn(fonts: FontLibrary, run: FontRequest & { text: string }) {
  const used = fonts.pieces(run.text, run).flatMap(({ face }) => face ?? [])
  return used.length > 0 ? used : fonts.facesFor(run).slice(0, 1)
}
