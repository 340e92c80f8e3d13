import { schema } from '@galley/markdown'
import {
  Code2,
  Heading3,
  Heading4,
  Image,
  List,
  ListChecks,
  ListOrdered,
  Minus,
  PanelTop,
  Quote,
  Table2,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { setBlockType, wrapIn } from 'prosemirror-commands'
import { wrapInList } from 'prosemirror-schema-list'
import type { Command } from 'prosemirror-state'
import { useMessages } from '../messages/define-messages.ts'
import { emptyTable, insertBlock, startSection } from './commands.ts'
import type { ArticleEditor } from './create-editor.ts'
import { messages } from './messages.ts'

export interface BlockChoice {
  id: string
  label: string
  icon: LucideIcon
  run: (editor: ArticleEditor) => void
}

const { nodes } = schema

const taskList: Command = (state, dispatch) => {
  const item = nodes.list_item.create({ checked: false }, nodes.paragraph.create())
  return insertBlock(nodes.bullet_list.create(null, item))(state, dispatch)
}

/** Every kind of block that an article can have, for the slash and for the toolbar. */
export function useBlocks(onImage: () => void): readonly BlockChoice[] {
  const text = useMessages(messages)
  const block = (id: string, label: string, icon: LucideIcon, command: Command): BlockChoice => ({
    id,
    label,
    icon,
    run(editor) {
      editor.run(command)
      editor.view.focus()
    },
  })
  return [
    block('section', text.section, PanelTop, startSection),
    block('heading', text.heading, Heading3, setBlockType(nodes.heading, { level: 3 })),
    block('small-heading', text.smallHeading, Heading4, setBlockType(nodes.heading, { level: 4 })),
    block('bullets', text.bulletList, List, wrapInList(nodes.bullet_list)),
    block('numbers', text.orderedList, ListOrdered, wrapInList(nodes.ordered_list)),
    block('tasks', text.taskList, ListChecks, taskList),
    block('quote', text.quote, Quote, wrapIn(nodes.blockquote)),
    block('code', text.codeBlock, Code2, setBlockType(nodes.code_block)),
    block('table', text.table, Table2, insertBlock(emptyTable(3, 3))),
    { id: 'image', label: text.image, icon: Image, run: onImage },
    block('rule', text.rule, Minus, insertBlock(nodes.horizontal_rule.create())),
  ]
}
