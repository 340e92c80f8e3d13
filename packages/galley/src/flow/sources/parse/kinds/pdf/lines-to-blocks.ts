import type { Block } from '../../parsed-source.ts'
import type { Line } from './reading-order.ts'

/** Paragraphs under construction. */
interface Group {
  kind: Block['kind']
  lines: Line[]
}

/** Joins lines to headings, paragraphs, list items and tables by their place and size. */
export function linesToBlocks(lines: Line[]): Block[] {
  const bodySize =
    commonest(
      lines.flatMap((line) =>
        line.cells.map((cell) => [halfPoint(cell.size), cell.text.length] as const),
      ),
    ) ?? 10
  const spacing = lineSpacing(lines, bodySize)
  const bodyFont =
    commonest(
      lines.flatMap((line) => line.cells.map((cell) => [cell.font, cell.text.length] as const)),
    ) ?? ''
  // A document set in a typewriter face throughout is ordinary text.
  const isAllCode = lines.filter((line) => line.cells[0]!.isCode).length * 2 > lines.length
  const groups: Group[] = []
  for (const line of lines) {
    const last = groups.at(-1)
    const kind = kindOf(line, bodySize, isAllCode)
    const endsRunInHead = last !== undefined && isHead(last, bodyFont) && line.font === bodyFont
    if (last && !endsRunInHead && belongs(line, kind, last, spacing)) last.lines.push(line)
    else groups.push({ kind, lines: [line] })
  }
  const sizes = headingSizes(groups)
  const words = new Set(
    lines.flatMap(
      (line) =>
        lineText(line)
          .toLowerCase()
          .match(/[\p{L}-]+/gu) ?? [],
    ),
  )
  const settled = groups.map((group, index) => settle(group, groups[index + 1], bodyFont))
  return joinInterrupted(
    settled.map((group) => toBlock(group, sizes, words)),
    words,
  )
}

const BULLET = /^\s*(?:[•‣▪◦●○■□–*·]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)/
const NUMBERED_HEADING =
  /^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|Appendix [A-Z])\s+\p{Lu}[^.!?]{2,80}$/u

function kindOf(line: Line, bodySize: number, isAllCode: boolean): Block['kind'] {
  const text = lineText(line)
  if (line.cells.length > 1) return 'table'
  if (line.cells[0]!.isCode && !isAllCode) return 'code'
  if (line.size > bodySize * 1.15 && text.length < 200 && /\p{L}/u.test(text)) return 'heading'
  if (BULLET.test(text) && !NUMBERED_HEADING.test(text)) return 'list-item'
  return 'paragraph'
}

function belongs(line: Line, kind: Block['kind'], group: Group, spacing: number): boolean {
  const last = group.lines.at(-1)!
  const gap = line.y - last.y
  const isBelow = gap > 0 && !line.isColumnStart
  if (kind === 'table' || group.kind === 'table')
    return kind === group.kind && isBelow && gap < spacing * 3
  if (kind === 'code' || group.kind === 'code')
    return kind === group.kind && isBelow && gap < spacing * 2.5
  if (kind === 'heading' || group.kind === 'heading') {
    const isSameSize = Math.abs(line.size - last.size) < 0.5
    return kind === group.kind && isSameSize && isBelow && gap < line.size * 2
  }
  if (kind === 'list-item' || !isBelow) return false
  if (gap > Math.max(spacing * 1.35, last.size * 1.5)) return false
  if (Math.abs(line.size - last.size) > last.size * 0.12) return false
  return !startsParagraph(line, last, group)
}

/** A line that is set in begins a paragraph; so does one after a sentence that ended early. */
function startsParagraph(line: Line, last: Line, group: Group): boolean {
  const indent = line.left - line.columnLeft
  const wasIndented = last.left - last.columnLeft > last.size * 0.7
  const isIndented = indent > line.size * 0.7 && indent < line.size * 5 && !wasIndented
  if (isIndented && group.kind === 'paragraph' && line.left > last.left + 2) return true
  const isShort = last.right < last.columnRight - (last.columnRight - last.columnLeft) * 0.18
  return isShort && /[.!?:]["”’)]?$/.test(lineText(last).trim())
}

/** One or two short lines in a font of their own, such as a bold heading in the size of the text. */
function isHead(group: Group, bodyFont: string): boolean {
  const text = group.lines.map(lineText).join(' ').trim()
  const isOtherFont = group.lines.every((line) => line.font !== bodyFont && line.cells.length === 1)
  return (
    isOtherFont &&
    group.lines.length <= 2 &&
    /^[\p{Lu}\d]/u.test(text) &&
    /^[^.!?;,]{3,90}$/.test(text)
  )
}

/** Corrects what a single line could not tell, now that its neighbours are known. */
function settle(group: Group, next: Group | undefined, bodyFont: string): Group {
  const text = group.lines.map(lineText).join(' ').trim()
  if (group.kind === 'table' && group.lines.length < 3) return { ...group, kind: 'paragraph' }
  if (group.kind === 'heading') return text.length > 180 ? { ...group, kind: 'paragraph' } : group
  if (group.kind !== 'paragraph') return group
  if (/^(?:Figure|Fig\.|Table|Exhibit)\s*[\dA-Z][\d.-]*\s*[.:|—–-]?\s/.test(text))
    return { ...group, kind: 'caption' }
  if (group.lines.length === 1 && NUMBERED_HEADING.test(text)) return { ...group, kind: 'heading' }
  const headsText =
    isHead(group, bodyFont) &&
    next?.kind === 'paragraph' &&
    next.lines.length > 1 &&
    next.lines[0]!.font === bodyFont &&
    /^\p{Lu}/u.test(lineText(next.lines[0]!))
  return headsText ? { ...group, kind: 'heading' } : group
}

function toBlock(group: Group, sizes: number[], words: Set<string>): Block {
  const [line] = group.lines as [Line]
  const texts = group.lines.map(lineText)
  const block: Block = { kind: group.kind, text: '', page: line.page }
  if (group.kind === 'table') {
    block.text = group.lines
      .map((row) => row.cells.map((cell) => cell.text.trim()).join(' | '))
      .join('\n')
    return block
  }
  if (group.kind === 'code') return { ...block, text: texts.join('\n') }
  block.text = texts.reduce((text, next) => joinWrapped(text, next, words))
  if (group.kind === 'list-item') block.text = block.text.replace(BULLET, '')
  if (group.kind === 'heading') block.level = headingLevel(block.text, line.size, sizes)
  return block
}

function headingLevel(text: string, size: number, sizes: number[]): number {
  const number = /^(\d+(?:\.\d+)*)/.exec(text)?.[1]
  const bySize = sizes.findIndex((candidate) => Math.abs(candidate - size) < 0.5) + 1
  if (bySize > 0) return Math.min(bySize, 6)
  return Math.min(6, sizes.length + (number?.split('.').length ?? 1))
}

/** Largest first. */
function headingSizes(groups: Group[]): number[] {
  const sizes = groups
    .filter((group) => group.kind === 'heading')
    .map((group) => group.lines[0]!.size)
  return [...new Set(sizes.map((size) => Math.round(size)))].sort((one, other) => other - one)
}

function lineText(line: Line): string {
  return line.cells.map((cell) => cell.text).join(' ')
}

/** A hyphen at a line's end goes, unless the document writes the word with it elsewhere. */
function joinWrapped(text: string, next: string, words: Set<string>): string {
  const before = /([\p{L}-]+)[-\u2010\u00ad]\s*$/u.exec(text)
  const after = /^\s*([\p{Ll}-]+)/u.exec(next)
  if (!before || !after) return `${text.trimEnd()} ${next.trimStart()}`
  const whole = `${before[1]}${after[1]}`.toLowerCase()
  const hyphenated = `${before[1]}-${after[1]}`.toLowerCase()
  const keepsHyphen = words.has(hyphenated) && !words.has(whole)
  const stem = text.trimEnd().slice(0, -1)
  return `${stem}${keepsHyphen ? '-' : ''}${next.trimStart()}`
}

/**
 * A paragraph that breaks off at the end of a page or column goes on after the figures, captions and
 * notes that stand between.
 */
function joinInterrupted(blocks: Block[], words: Set<string>): Block[] {
  const joined: Block[] = []
  for (const block of blocks) {
    const goesOn = block.kind === 'paragraph' && /^\s*[\p{Ll}(]/u.test(block.text)
    const start = goesOn ? brokenOff(joined, block) : undefined
    if (start) start.text = joinWrapped(start.text, block.text, words)
    else joined.push({ ...block })
  }
  return joined
}

function brokenOff(blocks: Block[], next: Block): Block | undefined {
  for (const block of blocks.slice(-10).reverse()) {
    const isRunning = block.kind === 'paragraph' || block.kind === 'list-item'
    const isNear = (next.page ?? 1) - (block.page ?? 1) <= 1
    if (isRunning && isNear && block.text.length > 60) {
      return /[\p{L}\d,;)\-\u2010–]\s*$/u.test(block.text) ? block : undefined
    }
    if (block.kind === 'heading') return undefined
  }
  return undefined
}

/** The value with the most weight. */
function commonest<V>(values: (readonly [V, number])[]): V | undefined {
  const weights = new Map<V, number>()
  for (const [value, weight] of values) weights.set(value, (weights.get(value) ?? 0) + weight)
  return [...weights].sort((one, other) => other[1] - one[1])[0]?.[0]
}

function halfPoint(size: number): number {
  return Math.round(size * 2) / 2
}

function lineSpacing(lines: Line[], bodySize: number): number {
  const gaps = lines.slice(1).map((line, index) => line.y - lines[index]!.y)
  const usual = gaps.filter((gap) => gap > bodySize * 0.8 && gap < bodySize * 2.6)
  return commonest(usual.map((gap) => [halfPoint(gap), 1] as const)) ?? bodySize * 1.3
}
