import { schema } from '@galley/markdown'
import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  exitCode,
  joinDown,
  joinUp,
  lift,
  liftEmptyBlock,
  newlineInCode,
  setBlockType,
  splitBlockKeepMarks,
  toggleMark,
  wrapIn,
} from 'prosemirror-commands'
import { redo, undo } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import {
  liftListItem,
  sinkListItem,
  splitListItemKeepMarks,
  wrapInList,
} from 'prosemirror-schema-list'
import type { Command, Plugin } from 'prosemirror-state'
import { enterFromLine, moveBlock, startSection } from './commands.ts'

const { nodes, marks } = schema

const hardBreak: Command = (state, dispatch) => {
  const { parent } = state.selection.$from
  if (
    !parent.inlineContent ||
    parent.type === nodes.title ||
    parent.type === nodes.section_heading
  ) {
    return false
  }
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
}

/** What the keyboard does in an article, besides writing. */
export function articleKeys(): Plugin[] {
  const own: Record<string, Command> = {
    'Mod-z': undo,
    'Shift-Mod-z': redo,
    'Mod-y': redo,
    'Mod-b': toggleMark(marks.strong),
    'Mod-i': toggleMark(marks.emphasis),
    'Mod-e': toggleMark(marks.code),
    'Mod-Shift-x': toggleMark(marks.strike),
    'Mod-Alt-0': setBlockType(nodes.paragraph),
    'Mod-Alt-3': setBlockType(nodes.heading, { level: 3 }),
    'Mod-Alt-4': setBlockType(nodes.heading, { level: 4 }),
    'Mod-Shift-7': wrapInList(nodes.ordered_list),
    'Mod-Shift-8': wrapInList(nodes.bullet_list),
    'Mod-Shift-9': wrapIn(nodes.blockquote),
    'Mod-Alt-Enter': startSection,
    'Alt-ArrowUp': moveBlock(-1),
    'Alt-ArrowDown': moveBlock(1),
    'Mod-[': chainCommands(liftListItem(nodes.list_item), lift),
    'Mod-]': sinkListItem(nodes.list_item),
    'Shift-Enter': chainCommands(exitCode, hardBreak),
    'Mod-Enter': exitCode,
    'Alt-Shift-ArrowUp': joinUp,
    'Alt-Shift-ArrowDown': joinDown,
    // Only where it means something: elsewhere Tab leads on through the page.
    Tab: sinkListItem(nodes.list_item),
    'Shift-Tab': liftListItem(nodes.list_item),
    Enter: chainCommands(
      enterFromLine,
      newlineInCode,
      splitListItemKeepMarks(nodes.list_item),
      createParagraphNear,
      liftEmptyBlock,
      splitBlockKeepMarks,
    ),
  }
  return [keymap(own), keymap(baseKeymap)]
}
