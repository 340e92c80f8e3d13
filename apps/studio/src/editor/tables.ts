import { schema } from '@galley/markdown'
import { keymap } from 'prosemirror-keymap'
import type { EditorState, Plugin } from 'prosemirror-state'

/** Whether the selection begins in a table. */
export function isInTable({ selection }: EditorState): boolean {
  const { $from } = selection
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === schema.nodes.table) return true
  }
  return false
}

/** Whether an article has a table anywhere. */
export function hasTable({ doc }: EditorState): boolean {
  let found = false
  doc.descendants((node) => {
    if (node.type === schema.nodes.table) found = true
    return !found && !node.isTextblock
  })
  return found
}

/** What writing in tables needs. Most articles have none, and so it comes with the first one. */
export async function loadTables(): Promise<Plugin[]> {
  const { goToNextCell, tableEditing } = await import('prosemirror-tables')
  return [keymap({ Tab: goToNextCell(1), 'Shift-Tab': goToNextCell(-1) }), tableEditing()]
}
