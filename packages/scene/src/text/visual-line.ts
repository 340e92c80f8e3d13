import bidiFactory from 'bidi-js'
import type { FontLibrary } from './font-library.ts'
import type { LineRange, Paragraph } from './paragraph.ts'
import { emojiAdvance } from './split-by-face.ts'

/** Text in one face and direction at its place on the line, from left to right. */
export interface VisualRun {
  /** In reading order, also when it runs from right to left. */
  text: string
  /** Which run of the paragraph it is of. */
  run: number
  /** Key of its face; null for an emoji, painted as an image. */
  face: string | null
  isRightToLeft: boolean
  /** From the start of the line's own ink, in the unit of the size. */
  x: number
  width: number
  size: number
  /** How far above the line it stands. */
  raise: number
}

export type Direction = 'ltr' | 'rtl'

// Its types describe a module with a default; what Node gets is the function itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)()
const levelsOf = new WeakMap<
  Paragraph,
  Map<Direction, ReturnType<typeof bidi.getEmbeddingLevels>>
>()

/** The direction of a text: that of its first letter which has one. */
export function directionOf(text: string, otherwise: Direction = 'ltr'): Direction {
  const match = /(\p{L})/u.exec(text.replace(/[^\p{L}]/gu, ''))
  if (!match) return otherwise
  return /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u.test(match[0]) ? 'rtl' : 'ltr'
}

/** What stands on a line, from left to right, and how wide all of it is. */
export function arrangeLine(
  fonts: FontLibrary,
  paragraph: Paragraph,
  line: LineRange,
  size: number,
  direction: Direction,
): { runs: VisualRun[]; width: number } {
  const levels = levelsIn(paragraph, direction)
  const pieces = piecesOf(fonts, paragraph, line, levels)
  const ordered = reorder(pieces)
  let x = 0
  const runs = ordered.map(({ text, run, face, level }): VisualRun => {
    const style = paragraph.runs[run]!
    const runSize = size * style.scale
    const isRightToLeft = level % 2 === 1
    const width =
      text === '\t'
        ? nextTabStop(x, size * paragraph.tabStop) - x
        : widthOf(fonts, text, face, isRightToLeft, style.tracking) * runSize
    const visual = {
      text,
      run,
      face,
      isRightToLeft,
      x,
      width,
      size: runSize,
      raise: size * style.raise,
    }
    x += width
    return visual
  })
  return { runs, width: x }
}

interface LogicalPiece {
  text: string
  run: number
  face: string | null
  level: number
}

function piecesOf(
  fonts: FontLibrary,
  { runs, starts, text }: Paragraph,
  line: LineRange,
  levels: Uint8Array,
): LogicalPiece[] {
  const pieces: LogicalPiece[] = []
  for (const [index, run] of runs.entries()) {
    const runStart = starts[index]!
    const from = Math.max(line.start, runStart)
    const to = Math.min(line.end, runStart + run.text.length)
    if (from >= to) continue
    for (const piece of fonts.pieces(text.slice(from, to), run)) {
      cutByLevel(text, from + piece.start, from + piece.end, levels, (part, level) =>
        pieces.push({ text: part, run: index, face: piece.face?.key ?? null, level }),
      )
    }
  }
  return pieces
}

/** Tabs are pieces of their own: their width depends on where they stand. */
function cutByLevel(
  text: string,
  start: number,
  end: number,
  levels: Uint8Array,
  add: (part: string, level: number) => void,
): void {
  let from = start
  for (let at = start + 1; at <= end; at++) {
    const isCut =
      at === end || levels[at] !== levels[from] || text[at] === '\t' || text[at - 1] === '\t'
    if (!isCut) continue
    add(text.slice(from, at), levels[from]!)
    from = at
  }
}

function levelsIn(paragraph: Paragraph, direction: Direction): Uint8Array {
  const known = levelsOf.get(paragraph) ?? new Map()
  levelsOf.set(paragraph, known)
  let found = known.get(direction)
  if (!found) {
    found = bidi.getEmbeddingLevels(paragraph.text, direction)
    known.set(direction, found)
  }
  return found.levels
}

/** Rule L2 of the bidirectional algorithm: from the highest level down, turn each stretch around. */
function reorder(pieces: LogicalPiece[]): LogicalPiece[] {
  const ordered = [...pieces]
  const highest = Math.max(0, ...pieces.map(({ level }) => level))
  for (let level = highest; level >= 1; level--) {
    let from = 0
    while (from < ordered.length) {
      if (ordered[from]!.level < level) {
        from++
        continue
      }
      let to = from
      while (to < ordered.length && ordered[to]!.level >= level) to++
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse())
      from = to
    }
  }
  return ordered
}

function widthOf(
  fonts: FontLibrary,
  text: string,
  face: string | null,
  isRightToLeft: boolean,
  tracking: number,
): number {
  if (face === null) return emojiAdvance
  const { unitsPerEm, shape } = fonts.face(face)
  return shape(text, isRightToLeft).advance / unitsPerEm + tracking * [...text].length
}

/** A tab reaches the next stop, and the one after it when the next is nearly there. */
function nextTabStop(x: number, stop: number): number {
  const next = (Math.floor(x / stop + 1e-9) + 1) * stop
  return next - x < stop / 16 ? next + stop : next
}
