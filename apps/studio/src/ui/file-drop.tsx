import { Upload } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { acceptsFile } from './accepts-file.ts'
import { cn } from './cn.ts'
import { messages } from './messages.ts'

export interface FileDropProps {
  label: string
  hint?: string
  /** As an input's `accept`; holds for what is dropped and pasted, too. */
  accept?: string
  isMultiple?: boolean
  isDisabled?: boolean
  onFiles: (files: File[]) => void
}

/** Files by dropping them, by choosing them, or by pasting them while this is in sight. */
export function FileDrop({ label, hint, accept, isMultiple, isDisabled, onFiles }: FileDropProps) {
  const text = useMessages(messages)
  const id = useId()
  const frame = useRef<HTMLLabelElement>(null)
  const [isOver, setOver] = useState(false)
  const [isRefused, setRefused] = useState(false)

  function take(list: FileList): void {
    const files = [...list].filter((file) => acceptsFile(accept, file))
    setRefused(files.length < list.length)
    if (files.length > 0) onFiles(isMultiple ? files : files.slice(0, 1))
  }

  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const files = event.clipboardData?.files
    if (!files?.length || event.defaultPrevented || isDisabled || isBehindDialog(frame.current!)) {
      return
    }
    event.preventDefault()
    take(files)
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event)
    document.addEventListener('paste', listener)
    return () => document.removeEventListener('paste', listener)
  }, [])

  return (
    <label
      ref={frame}
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(!isDisabled)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (!isDisabled) take(event.dataTransfer.files)
      }}
      className={cn(
        'flex min-h-32 flex-col items-center justify-center gap-1 rounded-lg border border-dashed px-6 py-8 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:opacity-55',
        isOver
          ? 'border-accent bg-accent-soft'
          : 'border-edge bg-surface not-has-disabled:hover:bg-sunken',
      )}
    >
      <Upload aria-hidden strokeWidth={1.5} className="mb-1 size-6 text-muted" />
      <span className="text-sm font-medium">{isOver ? text.dropHere : label}</span>
      {hint && <span className="text-sm text-muted">{hint}</span>}
      <span role="status" className="text-sm text-danger">
        {isRefused && text.refusedFiles}
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={isMultiple}
        disabled={isDisabled}
        onChange={({ target }) => {
          // Emptying the input empties its list as well.
          const chosen = new DataTransfer()
          for (const file of target.files ?? []) chosen.items.add(file)
          // The same file may be chosen twice in a row.
          target.value = ''
          if (chosen.files.length > 0) take(chosen.files)
        }}
        className="sr-only"
      />
    </label>
  )
}

/** A paste is for what is in front. */
function isBehindDialog(element: Element): boolean {
  const modals = [...document.querySelectorAll('dialog:modal')]
  return modals.length > 0 && !modals.at(-1)!.contains(element)
}
