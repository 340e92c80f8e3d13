import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { place } from './place.ts'

export interface PopoverTriggerProps {
  ref: RefObject<HTMLButtonElement | null>
  'aria-haspopup': 'dialog'
  'aria-expanded': boolean
  'aria-controls': string | undefined
  onClick: () => void
}

export interface PopoverProps {
  label: string
  trigger: (props: PopoverTriggerProps) => ReactNode
  align?: 'start' | 'end'
  className?: string
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** A panel beside its button, without a shade: filters, details, small forms. */
export function Popover({ label, trigger, align = 'start', className, children }: PopoverProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    if (!isOpen || !panel.current || !button.current) return
    panel.current.showPopover()
    panel.current.focus()
    return place(panel.current, button.current, align)
  }, [isOpen, align])
  const close = () => {
    button.current?.focus()
    setOpen(false)
  }
  return (
    <>
      {trigger({
        ref: button,
        'aria-haspopup': 'dialog',
        'aria-expanded': isOpen,
        'aria-controls': isOpen ? id : undefined,
        onClick: () => (isOpen ? close() : setOpen(true)),
      })}
      {isOpen && (
        <div
          ref={panel}
          id={id}
          role="dialog"
          aria-label={label}
          tabIndex={-1}
          popover="auto"
          onToggle={(event) => event.newState === 'closed' && setOpen(false)}
          className={`fixed inset-auto m-0 max-h-[80dvh] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-surface p-4 text-ink shadow-float outline-none ${className ?? ''}`}
        >
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </>
  )
}
