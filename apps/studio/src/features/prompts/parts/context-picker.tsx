import { useQueries } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { query } from '../../../api/queries.ts'
import { useSourceTitle } from '../../../intake/source-kind.tsx'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Section } from '../../../ui/section.tsx'
import { without } from '../draft.ts'
import type { PromptContent } from '../draft.ts'
import { messages } from '../messages.ts'

const ContextDialog = lazy(async () => ({
  default: (await import('./context-dialog.tsx')).ContextDialog,
}))

export interface ContextPickerProps {
  content: PromptContent
  onChange: (change: Partial<PromptContent>) => void
}

/** Sources and documents that a prompt always has at hand. */
export function ContextPicker({ content, onChange }: ContextPickerProps) {
  const text = useMessages(messages)
  const titleOf = useSourceTitle()
  const [isOpen, setOpen] = useState(false)
  const { source_ids: sourceIds, document_ids: documentIds } = content
  const sources = useQueries({
    queries: sourceIds.map((id) => ({
      ...query('GET /sources/{source_id}', { source_id: id }),
      retry: false,
    })),
  })
  const documents = useQueries({
    queries: documentIds.map((id) => ({
      ...query('GET /documents/{document_id}', { document_id: id }),
      retry: false,
    })),
  })
  return (
    <Section title={text.context} description={text.contextHint}>
      {sourceIds.length + documentIds.length > 0 && (
        <ul aria-label={text.context} className="mb-3 border-t border-line">
          {sourceIds.map((id, index) => {
            const { data, isError } = sources[index]!
            return (
              <ContextRow
                key={id}
                title={data ? titleOf(data) : isError ? text.gone : id}
                note={text.source}
                onRemove={() => onChange({ source_ids: without(sourceIds, id) })}
              />
            )
          })}
          {documentIds.map((id, index) => {
            const { data, isError } = documents[index]!
            return (
              <ContextRow
                key={id}
                title={data?.title ?? (isError ? text.gone : id)}
                note={text.example}
                onRemove={() => onChange({ document_ids: without(documentIds, id) })}
              />
            )
          })}
        </ul>
      )}
      <Button icon={Plus} onClick={() => setOpen(true)}>
        {text.addContext}
      </Button>
      <Suspense>
        {isOpen && (
          <ContextDialog content={content} onChange={onChange} onClose={() => setOpen(false)} />
        )}
      </Suspense>
    </Section>
  )
}

interface ContextRowProps {
  title: string
  note: string
  onRemove: () => void
}

function ContextRow({ title, note, onRemove }: ContextRowProps) {
  const text = useMessages(messages)
  return (
    <li className="flex min-h-11 items-center gap-3 border-b border-line text-sm">
      <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
      <span className="shrink-0 text-muted">{note}</span>
      <IconButton icon={X} size="small" label={text.leaveOut(title)} onClick={onRemove} />
    </li>
  )
}
