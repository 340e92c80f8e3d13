import { Check, X } from 'lucide-react'
import type { SectionChange } from '../../../editor/section-changes.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { messages } from '../rewrite-messages.ts'

interface ChangeListProps {
  changes: readonly SectionChange[]
  /** Those that are not taken. */
  left: ReadonlySet<number>
  onToggle: (index: number) => void
  /** The keyboard is at this one: the text shows where it is. */
  onCurrent: (index: number | null) => void
}

/** What a proposal changes, one after the other. */
export function ChangeList({ changes, left, onToggle, onCurrent }: ChangeListProps) {
  const text = useMessages(messages)
  return (
    <ol className="flex flex-col divide-y divide-line">
      {changes.map((change, index) => {
        const isTaken = !left.has(index)
        const Icon = isTaken ? Check : X
        return (
          <li key={index} className="flex items-start gap-3 py-2">
            <button
              type="button"
              aria-pressed={isTaken}
              aria-label={text.change(index + 1)}
              title={text.change(index + 1)}
              onClick={() => onToggle(index)}
              onFocus={() => onCurrent(index)}
              onBlur={() => onCurrent(null)}
              className="mt-0.5 grid size-6 shrink-0 place-items-center rounded border border-edge text-muted hover:bg-sunken aria-pressed:border-insert aria-pressed:text-insert"
            >
              <Icon aria-hidden className="size-3.5" />
            </button>
            <Words change={change} isTaken={isTaken} />
          </li>
        )
      })}
    </ol>
  )
}

function Words({ change, isTaken }: { change: SectionChange; isTaken: boolean }) {
  const text = useMessages(messages)
  const removed = change.removed.trim()
  const added = change.added.trim()
  return (
    <p className="min-w-0 font-serif text-sm leading-relaxed break-words whitespace-pre-line lg:line-clamp-4">
      {removed && (
        <del className={isTaken ? 'bg-remove-soft text-remove' : 'no-underline'}>{removed}</del>
      )}
      {removed && added && ' '}
      {added && (
        <ins
          className={isTaken ? 'bg-insert-soft text-insert' : 'bg-sunken text-muted line-through'}
        >
          {added}
        </ins>
      )}
      {!removed && !added && <span className="text-muted">{text.formatOnly}</span>}
    </p>
  )
}
