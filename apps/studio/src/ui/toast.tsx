import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { IconButton } from './icon-button.tsx'
import { messages } from './messages.ts'
import { dismissToast, useToasts } from './toasts.ts'
import type { ShownToast } from './toasts.ts'

/** Where toasts appear: once, in the shell. */
export function Toasts() {
  const text = useMessages(messages)
  const toasts = useToasts()
  const section = useRef<HTMLElement>(null)
  const last = toasts.at(-1)?.id
  useEffect(() => {
    // Shown anew it is in front of whatever dialog was opened since.
    section.current?.hidePopover()
    if (last !== undefined) section.current?.showPopover()
  }, [last])
  return (
    <section
      ref={section}
      popover="manual"
      aria-label={text.notifications}
      aria-live="polite"
      className="pointer-events-none fixed inset-auto inset-x-3 top-auto bottom-3 m-0 w-auto flex-col bg-transparent p-0 open:flex items-center gap-2 sm:inset-x-auto sm:end-5 sm:bottom-5 sm:items-end"
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
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (tone === 'danger' || isHeld) return
    const timer = setTimeout(() => dismissToast(id), action ? STAYS_WITH_ACTION_MS : STAYS_MS)
    return () => clearTimeout(timer)
  }, [id, tone, action, isHeld])
  const Icon = tone === 'danger' ? CircleAlert : CircleCheck
  return (
    <div
      // Who reads it, or is on the way to its button, has all the time.
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-sm items-center gap-3 rounded-lg border border-line bg-surface py-2 ps-3.5 pe-2 text-sm shadow-float"
    >
      <Icon
        aria-hidden
        className={cn('size-4 shrink-0', tone === 'danger' ? 'text-danger' : 'text-success')}
      />
      <p className="min-w-0 flex-1">{message}</p>
      {action && (
        <button
          type="button"
          onClick={() => {
            dismissToast(id)
            action.onSelect()
          }}
          className="min-h-7 shrink-0 rounded px-2 font-medium text-accent hover:bg-accent-soft"
        >
          {action.label}
        </button>
      )}
      <IconButton icon={X} size="small" label={text.dismiss} onClick={() => dismissToast(id)} />
    </div>
  )
}
