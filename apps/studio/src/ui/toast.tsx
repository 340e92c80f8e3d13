import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { IconButton } from './icon-button.tsx'
import { messages } from './messages.ts'

export interface Toast {
  message: string
  tone?: 'success' | 'danger'
  /** What takes it back, or leads to it. It stays longer with one. */
  action?: { label: string; onSelect: () => void }
}

interface ShownToast extends Toast {
  id: number
}

const listeners = new Set<() => void>()
let shown: readonly ShownToast[] = []
let last = 0

function set(next: readonly ShownToast[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/**
 * Says what was done, without being in the way.
 *
 * @returns what takes it away before its time
 * @example
 * showToast({ message: text.deleted, action: { label: text.undo, onSelect: restore } })
 */
export function showToast(toast: Toast): () => void {
  const id = ++last
  set([...shown.slice(-2), { ...toast, id }])
  return () => dismiss(id)
}

const dismiss = (id: number) => set(shown.filter((toast) => toast.id !== id))

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where toasts appear: once, in the shell. */
export function Toasts() {
  const text = useMessages(messages)
  const toasts = useSyncExternalStore(subscribe, () => shown)
  return (
    <section
      aria-label={text.notifications}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-40 flex flex-col items-center gap-2 sm:inset-x-auto sm:end-5 sm:bottom-5 sm:items-end"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

const STAYS_MS = 5000
const STAYS_WITH_ACTION_MS = 12_000

function ToastCard({ toast }: { toast: ShownToast }) {
  const text = useMessages(messages)
  const { id, message, tone = 'success', action } = toast
  useEffect(() => {
    if (tone === 'danger') return
    const timer = setTimeout(() => dismiss(id), action ? STAYS_WITH_ACTION_MS : STAYS_MS)
    return () => clearTimeout(timer)
  }, [id, tone, action])
  const Icon = tone === 'danger' ? CircleAlert : CircleCheck
  return (
    <div className="pointer-events-auto flex max-w-sm items-center gap-3 rounded-lg border border-line bg-surface py-2 ps-3.5 pe-2 text-sm shadow-float">
      <Icon
        aria-hidden
        className={
          tone === 'danger' ? 'size-4 shrink-0 text-danger' : 'size-4 shrink-0 text-success'
        }
      />
      <p className="min-w-0 flex-1">{message}</p>
      {action && (
        <button
          type="button"
          onClick={() => {
            dismiss(id)
            action.onSelect()
          }}
          className="min-h-7 shrink-0 rounded px-2 font-medium text-accent hover:bg-accent-soft"
        >
          {action.label}
        </button>
      )}
      <IconButton icon={X} size="small" label={text.dismiss} onClick={() => dismiss(id)} />
    </div>
  )
}
