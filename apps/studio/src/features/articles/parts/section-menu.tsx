import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { moveSection, removeSection } from '../../../editor/commands.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { MenuPanel } from '../../../ui/menu.tsx'
import { messages } from '../desk-messages.ts'
import { messages as rewriteMessages } from '../rewrite-messages.ts'
import type { DeskHooks } from './article-desk.tsx'
import { rewriteActions } from './rewrite-panel.tsx'
import type { RewriteAction } from './rewrite-panel.tsx'

interface SectionMenuProps {
  editor: ArticleEditor
  hooks: DeskHooks
  /** Absent for who may not spend on it. */
  onRewrite: ((sectionId: string, action: RewriteAction) => void) | undefined
}

/** What can be done with one section: one menu for all of them, at the button that was pressed. */
export function SectionMenu({ editor, hooks, onRewrite }: SectionMenuProps) {
  const text = useMessages(messages)
  const rewriting = useMessages(rewriteMessages)
  const [sectionId, setSectionId] = useState<string | null>(null)
  const button = useRef<HTMLElement>(null)
  useEffect(() => {
    hooks.setSectionMenu((id, pressed) => {
      button.current = pressed
      setSectionId(id)
    })
    return () => hooks.setSectionMenu(null)
  }, [hooks])
  if (sectionId === null) return null
  return (
    <MenuPanel
      label={text.sectionMenu}
      anchor={button}
      align="end"
      groups={[
        {
          items: onRewrite
            ? rewriteActions.map((action) => ({
                id: action,
                label: rewriting[action],
                onSelect: () => onRewrite(sectionId, action),
              }))
            : [],
        },
        {
          items: [
            {
              id: 'up',
              label: text.moveUp,
              icon: ArrowUp,
              onSelect: () => editor.run(moveSection(sectionId, -1)),
            },
            {
              id: 'down',
              label: text.moveDown,
              icon: ArrowDown,
              onSelect: () => editor.run(moveSection(sectionId, 1)),
            },
          ],
        },
        {
          items: [
            {
              id: 'delete',
              label: text.deleteSection,
              icon: Trash2,
              isDangerous: true,
              onSelect: () => editor.run(removeSection(sectionId)),
            },
          ],
        },
      ]}
      onClose={() => setSectionId(null)}
    />
  )
}
