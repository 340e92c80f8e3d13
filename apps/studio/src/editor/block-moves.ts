import { schema } from '@galley/markdown'
import { Fragment } from 'prosemirror-model'
import type { Node } from 'prosemirror-model'
import { NodeSelection, Selection, TextSelection } from 'prosemirror-state'
import type { Command } from 'prosemirror-state'
import { regionDepth } from './commands.ts'

const { nodes } = schema

export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'small-heading'
  | 'bullets'
  | 'numbers'
  | 'quote'
  | 'code'

/** Where the block around a position begins: a child of a section that is not its heading. */
export function blockAround(doc: Node, position: number): number | null {
  if (position < 0 || position > doc.content.size) return null
  const $pos = doc.resolve(position)
  const depth = regionDepth($pos)
  if (depth === null) return null
  const at = $pos.depth > depth ? $pos.before(depth + 1) : position
  const block = doc.nodeAt(at)
  return block && block.isBlock && block.type !== nodes.section_heading && !isRegion(block)
    ? at
    : null
}

const isRegion = ({ type }: Node) =>
  type === nodes.section || type === nodes.standfirst || type === nodes.takeaways

/** Puts the cursor into the block that begins there. */
export const selectBlock =
  (position: number): Command =>
  ({ doc, tr }, dispatch) => {
    const block = doc.nodeAt(position)
    if (!block) return false
    const selection = block.isTextblock
      ? TextSelection.create(doc, position + 1)
      : block.isAtom
        ? NodeSelection.create(doc, position)
        : Selection.near(doc.resolve(position + 1))
    dispatch?.(tr.setSelection(selection))
    return true
  }

/** The same once more below it. */
export const duplicateBlock =
  (position: number): Command =>
  ({ doc, tr }, dispatch) => {
    const block = doc.nodeAt(position)
    if (!block) return false
    dispatch?.(tr.insert(position + block.nodeSize, block).scrollIntoView())
    return true
  }

/** Takes a block away; a section whose last one it is keeps an empty paragraph. */
export const deleteBlock =
  (position: number): Command =>
  ({ doc, tr }, dispatch) => {
    const block = doc.nodeAt(position)
    if (!block) return false
    const $at = doc.resolve(position)
    const isNeeded = !$at.parent.canReplace($at.index(), $at.index() + 1)
    tr.replaceWith(
      position,
      position + block.nodeSize,
      isNeeded ? nodes.paragraph.create() : Fragment.empty,
    )
    tr.setSelection(Selection.near(tr.doc.resolve(position), -1))
    dispatch?.(tr.scrollIntoView())
    return true
  }

/**
 * Makes another kind of block of it, with the same words: each of its lines one paragraph, heading
 * or item. False for what has no lines, such as a table.
 */
export const turnInto =
  (position: number, kind: BlockKind): Command =>
  ({ doc, tr }, dispatch) => {
    const block = doc.nodeAt(position)
    const lines = block && linesOf(block)
    if (!lines) return false
    if (!dispatch) return true
    tr.replaceWith(position, position + block.nodeSize, make(kind, lines))
    tr.setSelection(Selection.near(tr.doc.resolve(position + 1)))
    dispatch(tr.scrollIntoView())
    return true
  }

/** Null where it has something that is no text. */
function linesOf(block: Node): Fragment[] | null {
  const { type } = block
  if (type === nodes.code_block) {
    const lines = block.textContent.split('\n').filter((line) => line.trim())
    return lines.length > 0
      ? lines.map((line) => Fragment.from(schema.text(line)))
      : [Fragment.empty]
  }
  if (block.isTextblock) return [block.content]
  const isList = type === nodes.bullet_list || type === nodes.ordered_list
  if (!isList && type !== nodes.list_item && type !== nodes.blockquote) return null
  const lines: Fragment[] = []
  for (const child of block.children) {
    const more = linesOf(child)
    if (!more) return null
    lines.push(...more)
  }
  return lines
}

function make(kind: BlockKind, lines: readonly Fragment[]): Node[] {
  const paragraphs = () => lines.map((line) => nodes.paragraph.create(null, line))
  const items = () => paragraphs().map((line) => nodes.list_item.create(null, line))
  switch (kind) {
    case 'paragraph':
      return paragraphs()
    case 'heading':
      return lines.map((line) => nodes.heading.create({ level: 3 }, line))
    case 'small-heading':
      return lines.map((line) => nodes.heading.create({ level: 4 }, line))
    case 'bullets':
      return [nodes.bullet_list.create(null, items())]
    case 'numbers':
      return [nodes.ordered_list.create(null, items())]
    case 'quote':
      return [nodes.blockquote.create(null, paragraphs())]
    case 'code': {
      const text = lines.map((line) => line.textBetween(0, line.size, '\n')).join('\n')
      return [nodes.code_block.create(null, text ? schema.text(text) : null)]
    }
  }
}
