import { schema } from '@galley/markdown'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { Node } from 'prosemirror-model'
import { TextSelection } from 'prosemirror-state'
import { useMessages } from '../messages/define-messages.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { moveSection, placeSection, sectionAt } from './commands.ts'
import type { ArticleEditor } from './create-editor.ts'
import { messages } from './messages.ts'
import { useEditorState } from './use-editor.ts'
import { useOrderDrag } from './use-order-drag.ts'

interface OutlineEntry {
  id: string
  heading: string
  position: number
}

/** The sections of a document, in order. */
export function outlineOf(doc: Node): OutlineEntry[] {
  const entries: OutlineEntry[] = []
  doc.forEach((node, position) => {
    if (node.type !== schema.nodes.section) return
    const id = node.attrs['id'] as string
    entries.push({ id, heading: node.firstChild?.textContent ?? '', position })
  })
  return entries
}

/** The sections by their headings: to go to one, and to put them into another order. */
export function Outline({ editor, isEditable }: { editor: ArticleEditor; isEditable: boolean }) {
  const text = useMessages(messages)
  const state = useEditorState(editor)
  const current = sectionAt(state)?.node.attrs['id'] as string | undefined
  const entries = outlineOf(state.doc)
  const drag = useOrderDrag(
    entries.map(({ id }) => id),
    (id, before) => editor.run(placeSection(id, before)),
  )

  function goTo({ position }: OutlineEntry) {
    const { view } = editor
    const { tr } = view.state
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, position + 2)))
    const section = view.nodeDOM(position)
    if (section instanceof HTMLElement) section.scrollIntoView({ block: 'start' })
    view.focus()
  }

  return (
    <nav aria-label={text.outline}>
      <p className="mb-1.5 px-2 text-xs font-medium text-muted">{text.outline}</p>
      <ol>
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            {...(isEditable && drag(entry.id))}
            className="group flex items-center rounded focus-within:bg-sunken hover:bg-sunken has-aria-current:bg-sunken data-[drop=after]:shadow-[0_2px_0_var(--accent)] data-[drop=before]:shadow-[0_-2px_0_var(--accent)]"
          >
            <button
              type="button"
              aria-current={entry.id === current ? 'location' : undefined}
              onClick={() => goTo(entry)}
              className="min-h-7 min-w-0 flex-1 truncate rounded px-2 py-1 text-start text-sm text-muted hover:text-ink aria-[current]:text-ink"
            >
              {entry.heading || text.untitledSection}
            </button>
            {isEditable && (
              <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                {index > 0 && (
                  <IconButton
                    icon={ArrowUp}
                    size="small"
                    label={`${text.moveUp}: ${entry.heading}`}
                    onClick={() => editor.run(moveSection(entry.id, -1))}
                  />
                )}
                {index < entries.length - 1 && (
                  <IconButton
                    icon={ArrowDown}
                    size="small"
                    label={`${text.moveDown}: ${entry.heading}`}
                    onClick={() => editor.run(moveSection(entry.id, 1))}
                  />
                )}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
