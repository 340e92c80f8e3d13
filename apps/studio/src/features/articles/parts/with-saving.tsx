import { lazy, Suspense, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../desk-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { useAutosave } from '../saving/use-autosave.ts'
import type { Saving } from '../saving/use-autosave.ts'
import type { DeskHooks } from './article-desk.tsx'

const ConflictDialog = lazy(() =>
  import('./conflict-dialog.tsx').then((file) => ({ default: file.ConflictDialog })),
)

interface WithSavingProps {
  editor: ArticleEditor
  document: ArticleDocument
  hooks: DeskHooks
  children: (saving: Saving, onDecide: () => void) => ReactNode
}

/** Saving around what shows how it goes. */
export function WithSaving({ editor, document, hooks, children }: WithSavingProps) {
  const text = useMessages(messages)
  const saving = useAutosave(editor, document)
  const { autosave, state, isRestored } = saving
  // Closing the question is no answer: the bar asks on.
  const [postponed, setPostponed] = useState<number | null>(null)
  useEffect(() => {
    hooks.setFlush(autosave.flush)
    return () => hooks.setFlush(null)
  }, [hooks, autosave])
  useEffect(() => {
    if (isRestored) showToast({ message: text.draftRestored })
  }, [isRestored, text.draftRestored])

  async function resolve(choice: 'mine' | 'theirs') {
    const aside = await autosave.resolve(choice)
    if (!aside) return
    showToast({
      message: choice === 'mine' ? text.keptMine : text.tookTheirs,
      action: { label: text.undo, onSelect: () => editor.replaceText(aside) },
    })
  }

  return (
    <>
      {children(saving, () => setPostponed(null))}
      <Suspense fallback={null}>
        {state.kind === 'conflict' && postponed !== state.theirs.version && (
          <ConflictDialog
            mine={editor.getText()}
            theirs={state.theirs}
            places={state.places}
            onResolve={(choice) => void resolve(choice)}
            onClose={() => setPostponed(state.theirs.version)}
          />
        )}
      </Suspense>
    </>
  )
}
