import { Table2 } from 'lucide-react'
import type { Command } from 'prosemirror-state'
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
} from 'prosemirror-tables'
import { useMessages } from '../messages/define-messages.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import type { ArticleEditor } from './create-editor.ts'
import { messages } from './messages.ts'

/** What can be done with the table that the cursor is in. */
export function TableMenu({ editor }: { editor: ArticleEditor }) {
  const text = useMessages(messages)
  const act = (command: Command) => () => {
    editor.run(command)
    editor.view.focus()
  }
  return (
    <Menu
      label={text.tableMenu}
      groups={[
        {
          items: [
            { id: 'row', label: text.tableRowAfter, onSelect: act(addRowAfter) },
            { id: 'column', label: text.tableColumnAfter, onSelect: act(addColumnAfter) },
          ],
        },
        {
          items: [
            { id: 'no-row', label: text.tableDeleteRow, onSelect: act(deleteRow) },
            { id: 'no-column', label: text.tableDeleteColumn, onSelect: act(deleteColumn) },
            { id: 'none', label: text.tableDelete, isDangerous: true, onSelect: act(deleteTable) },
          ],
        },
      ]}
      trigger={(props) => (
        <IconButton icon={Table2} label={text.tableMenu} size="small" {...props} />
      )}
    />
  )
}
