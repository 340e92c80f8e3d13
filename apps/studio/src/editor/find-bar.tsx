import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useMessages } from '../messages/define-messages.ts'
import { IconButton } from '../ui/icon-button.tsx'
import type { ArticleEditor } from './create-editor.ts'
import { findNext, findState, findWords } from './find.ts'
import { messages } from './messages.ts'
import { useEditorState } from './use-editor.ts'

/** Words in this article: all of them marked, one after the other in view. */
export function FindBar({ editor, onClose }: { editor: ArticleEditor; onClose: () => void }) {
  const text = useMessages(messages)
  const { words, places, current } = findState(useEditorState(editor))

  function close() {
    editor.run(findWords(''))
    onClose()
    editor.view.focus()
  }

  return (
    <search className="flex items-center gap-1 border-b border-line bg-surface px-4 py-1.5">
      <input
        type="text"
        autoFocus
        aria-label={text.findPlaceholder}
        placeholder={text.findPlaceholder}
        defaultValue={words}
        onChange={(event) => editor.run(findWords(event.target.value))}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close()
          if (event.key === 'Enter') {
            event.preventDefault()
            editor.run(findNext(event.shiftKey ? -1 : 1))
          }
        }}
        className="min-h-8 w-64 max-w-full min-w-0 rounded border border-edge bg-surface px-2.5 text-sm"
      />
      <p role="status" className="min-w-16 px-2 text-sm text-muted tabular-nums">
        {words && (places.length > 0 ? text.findCount(current + 1, places.length) : text.findNone)}
      </p>
      <IconButton
        icon={ChevronUp}
        size="small"
        label={text.previous}
        onClick={() => editor.run(findNext(-1))}
      />
      <IconButton
        icon={ChevronDown}
        size="small"
        label={text.next}
        onClick={() => editor.run(findNext(1))}
      />
      <IconButton icon={X} size="small" label={text.close} onClick={close} />
    </search>
  )
}
