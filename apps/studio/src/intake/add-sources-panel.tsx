import { ClipboardPaste, FileUp, X } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../api/call.ts'
import { useMessages } from '../messages/define-messages.ts'
import { Button } from '../ui/button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useProblem } from '../ui/problem-note.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAddSources } from './add-sources.ts'
import type { Arrival } from './add-sources.ts'
import { messages } from './messages.ts'

/** As an input's `accept`: what Galley reads. */
const readable = '.txt,.md,.markdown,.html,.htm,.vtt,.srt,.pdf,.docx,text/*'

export interface AddSourcesPanelProps {
  onAdded: (source: Output<'POST /sources'>) => void
}

/** Text by pasting it, files by dropping them: wherever sources come in. */
export function AddSourcesPanel({ onAdded }: AddSourcesPanelProps) {
  const text = useMessages(messages)
  const [way, setWay] = useState<'files' | 'paste'>('files')
  const { arrivals, add, retry, dismiss } = useAddSources(onAdded)
  return (
    <div className="flex flex-col gap-4">
      <SegmentedControl
        label={text.addTitle}
        value={way}
        onChange={setWay}
        options={[
          { value: 'files', label: text.files, icon: FileUp },
          { value: 'paste', label: text.paste, icon: ClipboardPaste },
        ]}
      />
      {way === 'files' ? (
        <FileDrop
          label={text.drop}
          hint={text.dropHint}
          accept={readable}
          isMultiple
          onFiles={(files) => void add(files.map((file) => ({ file })))}
        />
      ) : (
        <PasteForm onPaste={async (input) => (await add([input])) === 1} />
      )}
      {arrivals.length > 0 && (
        <ul aria-live="polite" className="flex flex-col gap-1.5">
          {arrivals.map((arrival) => (
            <ArrivalRow
              key={arrival.id}
              arrival={arrival}
              onRetry={() => void retry(arrival)}
              onDismiss={() => dismiss(arrival.id)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

interface PasteFormProps {
  /** Answers whether it arrived; if not, what was pasted stays where it is. */
  onPaste: (input: { text: string; title?: string }) => Promise<boolean>
}

function PasteForm({ onPaste }: PasteFormProps) {
  const text = useMessages(messages)
  const [content, setContent] = useState('')
  const [title, setTitle] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  const [isPending, setPending] = useState(false)

  async function submit() {
    setEmpty(content.trim() === '')
    if (content.trim() === '') return
    setPending(true)
    const isIn = await onPaste({ text: content, ...(title.trim() && { title: title.trim() }) })
    setPending(false)
    if (!isIn) return
    setContent('')
    setTitle('')
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextArea
        label={text.pasteLabel}
        hint={text.pasteHint}
        rows={7}
        value={content}
        onChange={(event) => setContent(event.target.value)}
        error={isEmpty ? text.empty : undefined}
      />
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={text.titleLabel}
          isOptional
          maxLength={500}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          className="min-w-48 flex-1"
        />
        <Button type="submit" variant="primary" isPending={isPending}>
          {text.add}
        </Button>
      </div>
    </form>
  )
}

interface ArrivalRowProps {
  arrival: Arrival
  onRetry: () => void
  onDismiss: () => void
}

function ArrivalRow({ arrival, onRetry, onDismiss }: ArrivalRowProps) {
  const text = useMessages(messages)
  const { detail } = useProblem(arrival.error)
  if (arrival.state !== 'failed') {
    return (
      <li className="flex items-center gap-2.5 text-sm text-muted">
        <Spinner />
        <span className="min-w-0 truncate">{text.adding(arrival.name)}</span>
      </li>
    )
  }
  return (
    <li className="flex items-start gap-3 rounded border border-danger/40 bg-danger-soft py-2 ps-3 pe-1.5 text-sm">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{text.failed(arrival.name)}</p>
        <p>{detail}</p>
      </div>
      <Button size="small" onClick={onRetry}>
        {text.again}
      </Button>
      <IconButton icon={X} size="small" label={text.remove(arrival.name)} onClick={onDismiss} />
    </li>
  )
}
