import type { Node } from 'prosemirror-model'
import { parseBlocks } from './parse-blocks.ts'
import { schema } from './schema.ts'
import { detectStyle } from './style.ts'
import { writeBlocks } from './write-blocks.ts'

/** A stretch of Markdown as it was read: its blocks, and every byte around them. */
export interface Region {
  markdown: string
  blocks: readonly Node[]
  /** The source of each block. */
  sources: readonly string[]
  /** What stands before each block, from the end of the one before; and after the last. */
  gaps: readonly string[]
}

/**
 * Reads Markdown for editing, and remembers it byte by byte.
 *
 * @example
 * const region = readRegion('One\n\nTwo\n')
 * writeRegion(region.blocks, region) // 'One\n\nTwo\n'
 */
export function readRegion(markdown: string): Region {
  const parsed = parseBlocks(markdown)
  let at = 0
  const gaps = parsed.map(({ start, end }) => {
    const gap = markdown.slice(at, start)
    at = end
    return gap
  })
  return {
    markdown,
    blocks: parsed.map(({ node }) => node),
    sources: parsed.map(({ start, end }) => markdown.slice(start, end)),
    gaps: [...gaps, markdown.slice(at)],
  }
}

/** Blocks to put into the editor: there is always one to write in. */
export const editableBlocks = ({ blocks }: Region): readonly Node[] =>
  blocks.length > 0 ? blocks : [schema.nodes.paragraph.create()]

/**
 * Blocks as Markdown. A block that is what it was keeps its bytes, and so does what stands between
 * two that were neighbours; what was edited is written anew.
 */
export function writeRegion(blocks: readonly Node[], region: Region): string {
  const origins = originsOf(blocks, region)
  if (isUntouched(origins, region)) return region.markdown
  const filled = blocks.filter((block) => !isBlank(block))
  if (filled.length === 0) return ''

  const style = detectStyle(region.markdown)
  const places = originsOf(filled, region)
  const written = filled.map((block, index) => {
    const place = places[index]!
    return place === null ? writeBlocks([block], style, filled) : region.sources[place]!
  })
  const composed = compose(written, slotsOf(places, region.blocks.length), region)
  // Blocks can mean something else beside each other: two lists become one, a paragraph goes on
  // behind a quote. Then all are written together, which keeps them apart.
  return isRead(composed, filled) ? composed : writeBlocks(filled, style) + tailOf(region)
}

/** Where each block comes from: the same object, or after an undo one that equals it. */
function originsOf(blocks: readonly Node[], { blocks: before }: Region): (number | null)[] {
  const places = new Map(before.map((block, index) => [block, index]))
  let from = 0
  return blocks.map((block) => {
    const same = places.get(block)
    const place = same ?? findEqual(block, before, from)
    if (place !== null) from = place + 1
    return place
  })
}

/** The next equal one first: a document may hold the same paragraph twice. */
function findEqual(block: Node, before: readonly Node[], from: number): number | null {
  for (let step = 0; step < before.length; step++) {
    const index = (from + step) % before.length
    if (before[index]!.eq(block)) return index
  }
  return null
}

const isUntouched = (origins: readonly (number | null)[], { blocks }: Region): boolean =>
  origins.length === blocks.length && origins.every((place, index) => place === index)

/** A paragraph that nobody has written in yet is no text. */
const isBlank = (block: Node): boolean =>
  block.type.name === 'paragraph' && block.content.size === 0

/**
 * Blocks that stand where as many others stood take their places, so that what is between them
 * stays: an edited paragraph has the blank lines around it that the one before had.
 */
function slotsOf(places: readonly (number | null)[], count: number): (number | null)[] {
  const slots = [...places]
  for (let from = 0; from < slots.length;) {
    let to = from
    while (to < slots.length && places[to] === null) to += 1
    const first = from === 0 ? 0 : places[from - 1]! + 1
    const end = to === slots.length ? count : places[to]!
    if (end - first === to - from) {
      for (let index = from; index < to; index++) slots[index] = first + index - from
    }
    from = to + 1
  }
  return slots
}

function compose(
  written: readonly string[],
  slots: readonly (number | null)[],
  { gaps }: Region,
): string {
  let text = slots[0] === 0 ? gaps[0]! : ''
  for (const [index, block] of written.entries()) {
    if (index > 0) {
      const [before, slot] = [slots[index - 1]!, slots[index]!]
      const areNeighbours = before !== null && slot === before + 1
      text += areNeighbours ? gaps[slot]! : '\n\n'
    }
    text += block
  }
  return text + gaps.at(-1)!
}

const tailOf = ({ gaps }: Region): string => gaps.at(-1)!

function isRead(markdown: string, blocks: readonly Node[]): boolean {
  const again = parseBlocks(markdown)
  return (
    again.length === blocks.length &&
    again.every(({ node }, index) => isAlike(node, blocks[index]!))
  )
}

/** The same to a reader: how a list is spaced does not count, nor how a text is cut into nodes. */
function isAlike(one: Node, other: Node): boolean {
  if (one.type !== other.type) return false
  if (one.isTextblock)
    return (
      one.textContent.replace(/\s+/g, ' ').trim() === other.textContent.replace(/\s+/g, ' ').trim()
    )
  if (one.isAtom || one.type.name === 'opaque_block') return true
  return (
    one.childCount === other.childCount &&
    one.children.every((child, index) => isAlike(child, other.child(index)))
  )
}
