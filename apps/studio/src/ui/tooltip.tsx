import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { FocusEvent, PointerEvent, ReactNode } from 'react'
import { place } from './place.ts'

const RESTS_MS = 450
/** Long enough to move from the button into the tooltip. */
const LEAVES_MS = 120

export interface TooltipTriggerProps {
  'aria-describedby': string | undefined
  onPointerEnter: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave: () => void
  onPointerDown: () => void
  onFocus: (event: FocusEvent<HTMLElement>) => void
  onBlur: () => void
}

export interface TooltipProps {
  text: ReactNode
  /** Set where the text is the name of the control anyway: it is not read out twice. */
  isName?: boolean
  /** The control; it spreads what it is given. */
  children: (trigger: TooltipTriggerProps) => ReactNode
}

/**
 * A few words for who rests on a control, or comes to it with the keyboard. Never the only place of
 * something that matters: touch does not have it.
 */
export function Tooltip({ text, isName, children }: TooltipProps) {
  const id = useId()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useEffect(() => () => clearTimeout(timer.current), [])

  function later(delay: number, next: HTMLElement | null): void {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setAnchor(next), delay)
  }
  function hide(): void {
    clearTimeout(timer.current)
    setAnchor(null)
  }

  return (
    <>
      {children({
        'aria-describedby': anchor && !isName ? id : undefined,
        onPointerEnter: (event) =>
          event.pointerType !== 'touch' && later(RESTS_MS, event.currentTarget),
        onPointerLeave: () => later(LEAVES_MS, null),
        onPointerDown: hide,
        onFocus: (event) =>
          event.currentTarget.matches(':focus-visible') && setAnchor(event.currentTarget),
        onBlur: hide,
      })}
      {anchor && (
        <Bubble
          id={id}
          anchor={anchor}
          onEnter={() => clearTimeout(timer.current)}
          onLeave={() => later(LEAVES_MS, null)}
          onHide={hide}
        >
          {text}
        </Bubble>
      )}
    </>
  )
}

interface BubbleProps {
  id: string
  anchor: HTMLElement
  onEnter: () => void
  onLeave: () => void
  onHide: () => void
  children: ReactNode
}

function Bubble({ id, anchor, onEnter, onLeave, onHide, children }: BubbleProps) {
  const bubble = useRef<HTMLSpanElement>(null)
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape') onHide()
  })
  useEffect(() => {
    const element = bubble.current!
    element.showPopover()
    document.addEventListener('keydown', onKeyDown)
    const stop = place(element, anchor, 'center')
    return () => {
      stop()
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [anchor])
  return (
    <span
      ref={bubble}
      id={id}
      role="tooltip"
      popover="manual"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="fixed inset-auto m-0 max-w-64 rounded bg-ink px-2 py-1 text-start font-sans text-xs font-normal text-pretty text-paper forced-colors:border"
    >
      {children}
    </span>
  )
}
