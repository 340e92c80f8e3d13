import { schema } from '@galley/markdown'
import {
  Bold,
  Code,
  Italic,
  Link2,
  List,
  ListOrdered,
  Plus,
  Quote,
  Redo2,
  Strikethrough,
  Undo2,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import { redo, redoDepth, undo, undoDepth } from 'prosemirror-history'
import type { MarkType } from 'prosemirror-model'
import { wrapInList } from 'prosemirror-schema-list'
import type { Command, EditorState } from 'prosemirror-state'
import { lazy, Suspense, useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { Toolbar as Buttons, ToolbarDivider } from '../ui/toolbar.tsx'
import { useBlocks } from './blocks.ts'
import type { ArticleEditor } from './create-editor.ts'
import { messages } from './messages.ts'
import { isInTable } from './tables.ts'
import { useEditorState } from './use-editor.ts'

const { marks, nodes } = schema

const TableMenu = lazy(() =>
  import('./table-menu.tsx').then((file) => ({ default: file.TableMenu })),
)
const LinkDialog = lazy(() =>
  import('./link-dialog.tsx').then((file) => ({ default: file.LinkDialog })),
)
const ImageDialog = lazy(() =>
  import('./image-dialog.tsx').then((file) => ({ default: file.ImageDialog })),
)

/** What can be done with the words that are chosen. One stop for Tab; arrows go along it. */
export function Toolbar({ editor }: { editor: ArticleEditor }) {
  const text = useMessages(messages)
  const state = useEditorState(editor)
  const [open, setOpen] = useState<'link' | 'image' | null>(null)
  const blocks = useBlocks(() => setOpen('image'))
  const act = (command: Command) => () => {
    editor.run(command)
    editor.view.focus()
  }
  const can = (command: Command) => command(state)

  const button = (label: string, icon: LucideIcon, command: Command, isPressed?: boolean) => (
    <IconButton
      key={label}
      icon={icon}
      label={label}
      size="small"
      {...(isPressed !== undefined && { isPressed })}
      // The button keeps its place for the keyboard, also where it can do nothing.
      aria-disabled={!can(command)}
      className="aria-disabled:opacity-45"
      // Presses leave the selection where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={act(command)}
    />
  )
  const markButton = (label: string, icon: LucideIcon, mark: MarkType) =>
    button(label, icon, toggleMark(mark), hasMark(state, mark))

  return (
    <Buttons label={text.toolbar} className="flex-nowrap">
      {button(text.undo, Undo2, undoDepth(state) > 0 ? undo : never)}
      {button(text.redo, Redo2, redoDepth(state) > 0 ? redo : never)}
      <ToolbarDivider />
      {markButton(text.bold, Bold, marks.strong)}
      {markButton(text.italic, Italic, marks.emphasis)}
      <span className="contents max-md:hidden">
        {markButton(text.code, Code, marks.code)}
        {markButton(text.strike, Strikethrough, marks.strike)}
      </span>
      <IconButton
        icon={Link2}
        label={text.link}
        size="small"
        isPressed={hasMark(state, marks.link)}
        aria-haspopup="dialog"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen('link')}
      />
      <span className="contents max-md:hidden">
        <ToolbarDivider />
        {button(text.bulletList, List, wrapInList(nodes.bullet_list))}
        {button(text.orderedList, ListOrdered, wrapInList(nodes.ordered_list))}
        {button(text.quote, Quote, wrapIn(nodes.blockquote))}
      </span>
      <ToolbarDivider />
      <Menu
        label={text.insert}
        groups={[
          {
            items: [
              {
                id: 'paragraph',
                label: text.paragraph,
                onSelect: act(setBlockType(nodes.paragraph)),
              },
              ...blocks.map(({ id, label, icon, run }) => ({
                id,
                label,
                icon,
                onSelect: () => run(editor),
              })),
            ],
          },
        ]}
        trigger={(props) => <IconButton icon={Plus} label={text.insert} size="small" {...props} />}
      />
      <Suspense fallback={null}>{isInTable(state) && <TableMenu editor={editor} />}</Suspense>
      <Suspense fallback={null}>
        {open === 'link' && <LinkDialog editor={editor} onClose={() => setOpen(null)} />}
        {open === 'image' && <ImageDialog editor={editor} onClose={() => setOpen(null)} />}
      </Suspense>
    </Buttons>
  )
}

const never: Command = () => false

function hasMark({ selection, storedMarks, doc }: EditorState, mark: MarkType): boolean {
  const { $from, from, to, empty } = selection
  return empty
    ? mark.isInSet(storedMarks ?? $from.marks()) !== undefined
    : doc.rangeHasMark(from, to, mark)
}
