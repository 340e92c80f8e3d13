import { useId, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'

export interface SplitPaneProps {
  start: ReactNode
  end: ReactNode
  /** The part of the first pane, in percent; the second has the rest. */
  startsAt?: number
  least?: number
  most?: number
  /** Under this name the browser keeps where somebody put it. */
  storageKey?: string
}

const STEP = 2
const FAR = 10

/**
 * Two panes whose border moves: with the pointer, with arrow keys, back to where it was by a double
 * press. One above the other where there is no room beside it.
 */
export function SplitPane({
  start,
  end,
  startsAt = 50,
  least = 25,
  most = 75,
  storageKey,
}: SplitPaneProps) {
  const text = useMessages(messages)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const [share, setShare] = useState(() => between(read(storageKey) ?? startsAt, least, most))

  function move(next: number): void {
    const at = between(next, least, most)
    setShare(at)
    keep(storageKey, at)
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { left, right, width } = frame.current!.getBoundingClientRect()
    const isRtl = getComputedStyle(frame.current!).direction === 'rtl'
    move(((isRtl ? right - event.clientX : event.clientX - left) / width) * 100)
  }

  function onKeyDown(event: KeyboardEvent) {
    const forward = getComputedStyle(frame.current!).direction === 'rtl' ? -1 : 1
    const step = event.shiftKey ? FAR : STEP
    const to: Record<string, number> = {
      ArrowRight: share + step * forward,
      ArrowLeft: share - step * forward,
      Home: least,
      End: most,
      Enter: startsAt,
    }
    if (!(event.key in to)) return
    event.preventDefault()
    move(to[event.key]!)
  }

  return (
    <div className="@container h-full">
      <div
        ref={frame}
        className="flex h-full flex-col @2xl:flex-row"
        style={{ '--share': `${share}%` } as React.CSSProperties}
      >
        <div id={id} className="min-h-0 min-w-0 @2xl:w-(--share) @2xl:shrink-0 @2xl:overflow-auto">
          {start}
        </div>
        <div
          role="separator"
          aria-orientation="vertical"
          aria-label={text.resize}
          aria-controls={id}
          aria-valuenow={Math.round(share)}
          aria-valuemin={least}
          aria-valuemax={most}
          tabIndex={0}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={onPointerMove}
          onDoubleClick={() => move(startsAt)}
          onKeyDown={onKeyDown}
          className="group my-4 h-px shrink-0 bg-line @max-2xl:pointer-events-none @2xl:relative @2xl:-mx-3 @2xl:my-0 @2xl:h-auto @2xl:w-6 @2xl:cursor-col-resize @2xl:touch-none @2xl:bg-transparent"
        >
          <span className="absolute inset-y-0 start-1/2 hidden w-px bg-line group-hover:bg-edge group-active:bg-accent @2xl:block forced-colors:bg-[CanvasText]" />
        </div>
        <div className="min-h-0 min-w-0 flex-1 @2xl:overflow-auto">{end}</div>
      </div>
    </div>
  )
}

const between = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(value, most))

function read(key: string | undefined): number | null {
  if (!key) return null
  try {
    const kept = localStorage.getItem(key)
    return kept === null || Number.isNaN(Number(kept)) ? null : Number(kept)
  } catch {
    return null
  }
}

function keep(key: string | undefined, share: number): void {
  if (!key) return
  try {
    localStorage.setItem(key, String(share))
  } catch {
    // Then it is where it was, the next time.
  }
}
