import { joinSections } from '@galley/markdown'
import { useState } from 'react'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { messages } from '../desk-messages.ts'
import { textFromMarkdown } from '../saving/text-from-markdown.ts'

interface SourceViewProps {
  editor: ArticleEditor
  isEditable: boolean
  onDone: () => void
}

/** The whole article as Markdown, for who would rather write that. */
export function SourceView({ editor, isEditable, onDone }: SourceViewProps) {
  const text = useMessages(messages)
  const [before] = useState(editor.getText)
  const [markdown, setMarkdown] = useState(() => joinSections(before))

  function apply() {
    const next = textFromMarkdown(markdown, before)
    if (JSON.stringify(next) !== JSON.stringify(before)) editor.replaceText(next)
    onDone()
  }

  return (
    <div className="flex flex-col gap-3">
      <textarea
        aria-label={text.sourceView}
        value={markdown}
        readOnly={!isEditable}
        spellCheck
        onChange={(event) => setMarkdown(event.target.value)}
        className="field-sizing-content min-h-[60dvh] w-full resize-none rounded border border-edge bg-surface p-4 font-mono text-sm leading-relaxed"
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{text.discard}</Button>
        {isEditable && (
          <Button variant="primary" onClick={apply}>
            {text.applySource}
          </Button>
        )}
      </div>
    </div>
  )
}
