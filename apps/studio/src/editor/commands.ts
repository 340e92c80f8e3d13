import { schema } from '@galley/markdown'
import { Fragment } from 'prosemirror-model'
import type { Node, ResolvedPos } from 'prosemirror-model'
import { Selection, TextSelection } from 'prosemirror-state'
import type { Command, EditorState, Transaction } from 'prosemirror-state'

const { nodes } = schema

let made = 0
/** For a section that the server has not seen yet. */
export const newSectionId = (): string => `new-${Date.now().toString(36)}-${++made}`

/** The depth of the section (or the standfirst) around a position; null in the title. */
export function regionDepth($pos: ResolvedPos): number | null {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const { type } = $pos.node(depth)
    if (type === nodes.section || type === nodes.standfirst || type === nodes.takeaways)
      return depth
  }
  return null
}

/** The section around the selection, with where it is. */
export function sectionAt(state: EditorState): { node: Node; position: number } | null {
  const { $from } = state.selection
  const depth = regionDepth($from)
  if (depth === null) return null
  const node = $from.node(depth)
  return node.type === nodes.section ? { node, position: $from.before(depth) } : null
}

/** Enter in a title or a heading goes on below it. */
export const enterFromLine: Command = (state, dispatch) => {
  const { $from } = state.selection
  const { type } = $from.parent
  if (type !== nodes.title && type !== nodes.section_heading) return false
  if (!dispatch) return true
  const rest = $from.parent.content.cut($from.parentOffset)
  const { tr } = state
  const after = $from.after()
  if (type === nodes.section_heading && rest.size > 0) {
    tr.insert(after, nodes.paragraph.create(null, rest))
    tr.delete($from.pos, $from.end())
    const at = tr.mapping.map(after, -1)
    tr.setSelection(Selection.near(tr.doc.resolve(at), 1))
  } else {
    tr.setSelection(Selection.near(tr.doc.resolve(after), 1))
  }
  dispatch(tr.scrollIntoView())
  return true
}

/** A change of a transaction; false where it makes no sense. */
type Change = (tr: Transaction) => boolean

const commandOf =
  (change: Change): Command =>
  (state, dispatch) => {
    const { tr } = state
    if (!change(tr)) return false
    dispatch?.(tr.scrollIntoView())
    return true
  }

/** What stands below the cursor becomes a section of its own; a standfirst keeps its own. */
export const beginSection: Change = (tr) => {
  const { $from } = tr.selection
  const depth = regionDepth($from)
  if (depth === null || $from.node(depth).type === nodes.takeaways) return false
  const region = $from.node(depth)
  const end = $from.after(depth)
  const from = $from.after(depth + 1)
  const isSection = region.type === nodes.section
  const moved = isSection ? region.content.cut(from - $from.start(depth)) : Fragment.empty
  const section = nodes.section.create({ id: newSectionId() }, [
    nodes.section_heading.create(),
    ...(moved.size > 0 ? moved.content : [nodes.paragraph.create()]),
  ])
  tr.insert(end, section)
  if (moved.size > 0) tr.delete(from, end - 1)
  tr.setSelection(TextSelection.create(tr.doc, end - moved.size + 2))
  return true
}

export const startSection: Command = commandOf(beginSection)

/** Moves the block that the cursor is in, within its section: what dragging does, without it. */
export function moveBlock(direction: -1 | 1): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    const depth = regionDepth($from)
    if (depth === null || $from.depth <= depth) return false
    const region = $from.node(depth)
    const index = $from.index(depth)
    const first = region.type === nodes.section ? 1 : 0
    const other = index + direction
    if (index < first || other < first || other >= region.childCount) return true
    if (!dispatch) return true
    const block = region.child(index)
    const neighbour = region.child(other)
    const from = $from.before(depth + 1)
    const offset = $from.pos - from
    const { tr } = state
    if (direction < 0) {
      const start = from - neighbour.nodeSize
      tr.replaceWith(start, from + block.nodeSize, [block, neighbour])
      tr.setSelection(Selection.near(tr.doc.resolve(start + offset)))
    } else {
      const end = from + block.nodeSize + neighbour.nodeSize
      tr.replaceWith(from, end, [neighbour, block])
      tr.setSelection(Selection.near(tr.doc.resolve(from + neighbour.nodeSize + offset)))
    }
    dispatch(tr.scrollIntoView())
    return true
  }
}

/** Puts a section before another one, or behind all where there is no other. */
export function placeSection(id: string, before: string | null): Command {
  return ({ doc, tr }, dispatch) => {
    let own: { node: Node; position: number } | null = null
    let target: number | null = null
    let end = 0
    doc.forEach((node, position) => {
      if (node.type !== nodes.section) return
      if (node.attrs['id'] === id) own = { node, position }
      if (node.attrs['id'] === before) target = position
      end = position + node.nodeSize
    })
    if (!own) return false
    const { node, position } = own as { node: Node; position: number }
    const at = target ?? end
    if (at === position || at === position + node.nodeSize) return false
    tr.delete(position, position + node.nodeSize)
    dispatch?.(tr.insert(tr.mapping.map(at), node))
    return true
  }
}

/** Moves a whole section up or down among the sections. */
export function moveSection(id: string, direction: -1 | 1): Command {
  return (state, dispatch) => {
    const sections: { node: Node; position: number }[] = []
    state.doc.forEach((node, position) => {
      if (node.type === nodes.section) sections.push({ node, position })
    })
    const at = sections.findIndex(({ node }) => node.attrs['id'] === id)
    const other = sections[at + direction]
    const own = sections[at]
    if (!own || !other) return false
    const [upper, lower] = direction < 0 ? [other, own] : [own, other]
    dispatch?.(
      state.tr.replaceWith(upper.position, lower.position + lower.node.nodeSize, [
        lower.node,
        upper.node,
      ]),
    )
    return true
  }
}

/** Takes a section away; the last one is emptied instead, since an article has one. */
export function removeSection(id: string): Command {
  return (state, dispatch) => {
    let count = 0
    let found: { node: Node; position: number } | null = null
    state.doc.forEach((node, position) => {
      if (node.type !== nodes.section) return
      count += 1
      if (node.attrs['id'] === id) found = { node, position }
    })
    if (!found) return false
    const { node, position } = found as { node: Node; position: number }
    const { tr } = state
    if (count > 1) tr.delete(position, position + node.nodeSize)
    else {
      const blank = nodes.section.create({ id: newSectionId() }, [
        nodes.section_heading.create(),
        nodes.paragraph.create(),
      ])
      tr.replaceWith(position, position + node.nodeSize, blank)
    }
    dispatch?.(tr)
    return true
  }
}

/** Replaces the empty paragraph that the cursor is in, and puts the cursor into what came. */
export const putBlock =
  (block: Node): Change =>
  (tr) => {
    const { $from } = tr.selection
    if (regionDepth($from) === null) return false
    const isEmpty = $from.parent.type === nodes.paragraph && $from.parent.content.size === 0
    const at = isEmpty ? $from.before() : $from.after()
    tr.replaceWith(at, isEmpty ? $from.after() : at, block)
    const end = at + block.nodeSize
    if (block.isLeaf && tr.doc.resolve(end).nodeAfter === null) {
      // There must be somewhere to go on writing.
      tr.insert(end, nodes.paragraph.create())
    }
    tr.setSelection(Selection.near(tr.doc.resolve(block.isLeaf ? end : at + 1), 1))
    return true
  }

export const insertBlock = (block: Node): Command => commandOf(putBlock(block))

/** A table of empty cells, its first row the header. */
export function emptyTable(rows: number, columns: number): Node {
  return nodes.table.create(
    null,
    Array.from({ length: rows }, (_, row) =>
      nodes.table_row.create(
        null,
        Array.from({ length: columns }, () =>
          (row === 0 ? nodes.table_header : nodes.table_cell).create(),
        ),
      ),
    ),
  )
}
