import { useEffect, useRef } from 'react'
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import { cn } from './cn.ts'

export interface ToolbarProps {
  label: string
  className?: string
  /** Buttons; those that can do nothing are better `aria-disabled` than `disabled`. */
  children: ReactNode
}

/** Buttons that belong together: one stop for Tab, arrow keys go along them. */
export function Toolbar({ label, className, children }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)

  useEffect(() => {
    // Buttons come, go and are disabled without the toolbar being drawn anew.
    const observer = new MutationObserver(() => keepOneStop(bar.current!))
    keepOneStop(bar.current!)
    observer.observe(bar.current!, {
      subtree: true,
      childList: true,
      attributeFilter: ['disabled'],
    })
    return () => observer.disconnect()
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    const stops = stopsIn(bar.current!)
    const at = stops.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    const isRtl = getComputedStyle(bar.current!).direction === 'rtl'
    const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key]
    const edge = { Home: 0, End: stops.length - 1 }[event.key]
    if (step === undefined && edge === undefined) return
    event.preventDefault()
    stops[edge ?? (at + step! + stops.length) % stops.length]!.focus()
  }

  function onFocus({ target }: FocusEvent) {
    if (stopsIn(bar.current!).includes(target as HTMLElement)) keepOneStop(bar.current!, target)
  }

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      className={cn('flex flex-wrap items-center gap-0.5', className)}
    >
      {children}
    </div>
  )
}

export const ToolbarDivider = () => <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line" />

/** What floats above the toolbar, a menu for one, has keys of its own. */
const stopsIn = (bar: HTMLElement): HTMLElement[] =>
  [...bar.querySelectorAll<HTMLElement>('button:enabled')].filter(
    (button) => button.closest('[popover], dialog, [role=toolbar]') === bar,
  )

function keepOneStop(bar: HTMLElement, wanted?: Element): void {
  const stops = stopsIn(bar)
  const stop = wanted ?? stops.find(({ tabIndex }) => tabIndex === 0) ?? stops[0]
  for (const button of stops) button.tabIndex = button === stop ? 0 : -1
}
