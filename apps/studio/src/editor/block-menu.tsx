import {
  ArrowDown,
  ArrowUp,
  Code2,
  Copy,
  Heading3,
  Heading4,
  List,
  ListOrdered,
  Pilcrow,
  Quote,
  Trash2,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useCommands } from '../app/commands/commands.ts'
import { useMessages } from '../messages/define-messages.ts'
import { MenuPanel } from '../ui/menu.tsx'
import { blockAround, deleteBlock, duplicateBlock, selectBlock, turnInto } from './block-moves.ts'
import { moveBlock } from './commands.ts'
import type { ArticleEditor } from './create-editor.ts'
import { messages } from './messages.ts'

export type BlockMenuOpener = (position: number, button: HTMLElement) => void

interface BlockMenuProps {
  editor: ArticleEditor
  /** Takes what opens the menu at a block; null when it goes. */
  onOpener: (open: BlockMenuOpener | null) => void
}

/** What can be done with one block: at its handle, or by a shortcut where the cursor is. */
export function BlockMenu({ editor, onOpener }: BlockMenuProps) {
  const text = useMessages(messages)
  const [position, setPosition] = useState<number | null>(null)
  const anchor = useRef<HTMLElement>(null)
  useEffect(() => {
    onOpener((at, button) => {
      anchor.current = button
      setPosition(at)
    })
    return () => onOpener(null)
  }, [onOpener])
  useCommands([
    {
      id: 'article.block',
      label: text.blockMenu,
      group: text.toolbar,
      keys: 'mod+alt+b',
      isForWriting: true,
      run() {
        const { doc, selection } = editor.getState()
        const at = blockAround(doc, selection.from)
        const block = at === null ? null : editor.view.nodeDOM(at)
        if (!(block instanceof HTMLElement)) return
        anchor.current = block
        setPosition(at)
      },
    },
  ])
  if (position === null) return null

  const kinds = [
    { id: 'paragraph', label: text.paragraph, icon: Pilcrow },
    { id: 'heading', label: text.heading, icon: Heading3 },
    { id: 'small-heading', label: text.smallHeading, icon: Heading4 },
    { id: 'bullets', label: text.bulletList, icon: List },
    { id: 'numbers', label: text.orderedList, icon: ListOrdered },
    { id: 'quote', label: text.quote, icon: Quote },
    { id: 'code', label: text.codeBlock, icon: Code2 },
  ] as const
  const move = (direction: -1 | 1) => () => {
    editor.run(selectBlock(position))
    editor.run(moveBlock(direction))
    editor.view.focus()
  }
  return (
    <MenuPanel
      label={text.blockMenu}
      anchor={anchor}
      groups={[
        {
          items: [
            { id: 'up', label: text.moveUp, icon: ArrowUp, hint: 'Alt ↑', onSelect: move(-1) },
            { id: 'down', label: text.moveDown, icon: ArrowDown, hint: 'Alt ↓', onSelect: move(1) },
            {
              id: 'duplicate',
              label: text.duplicate,
              icon: Copy,
              onSelect: () => editor.run(duplicateBlock(position)),
            },
          ],
        },
        {
          label: text.turnInto,
          items: kinds.map(({ id, label, icon }) => ({
            id,
            label,
            icon,
            isDisabled: !turnInto(position, id)(editor.getState()),
            onSelect() {
              editor.run(turnInto(position, id))
              editor.view.focus()
            },
          })),
        },
        {
          items: [
            {
              id: 'delete',
              label: text.deleteBlock,
              icon: Trash2,
              isDangerous: true,
              onSelect() {
                editor.run(deleteBlock(position))
                editor.view.focus()
              },
            },
          ],
        },
      ]}
      onClose={() => {
        setPosition(null)
        // Whoever came by the shortcut goes back to writing.
        if (!(anchor.current instanceof HTMLButtonElement)) editor.view.focus()
      }}
    />
  )
}
