import { Upload } from 'lucide-react'
import { useId, useState } from 'react'
import type { DragEvent } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { messages } from './messages.ts'

export interface FileDropProps {
  label: string
  hint?: string
  /** As an input's `accept`. */
  accept?: string
  isMultiple?: boolean
  isDisabled?: boolean
  onFiles: (files: File[]) => void
}

/** Files by dropping them, or by choosing them. */
export function FileDrop({ label, hint, accept, isMultiple, isDisabled, onFiles }: FileDropProps) {
  const text = useMessages(messages)
  const id = useId()
  const [isOver, setOver] = useState(false)

  function onDrop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (files.length > 0 && !isDisabled) onFiles(isMultiple ? files : files.slice(0, 1))
  }

  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cn(
        'flex min-h-32 flex-col items-center justify-center gap-1 rounded-lg border border-dashed px-6 py-8 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
        isOver ? 'border-accent bg-accent-soft' : 'border-edge bg-surface hover:bg-sunken',
      )}
    >
      <Upload aria-hidden strokeWidth={1.5} className="mb-1 size-6 text-muted" />
      <span className="text-sm font-medium">{isOver ? text.dropHere : label}</span>
      {hint && <span className="text-sm text-muted">{hint}</span>}
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={isMultiple}
        disabled={isDisabled}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // The same file may be chosen twice in a row.
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
        className="sr-only"
      />
    </label>
  )
}
