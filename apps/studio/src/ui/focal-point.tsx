import { useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'

/** Shares of the image, 0 to 1, from its left and from its top. */
export interface FocalPlace {
  x: number
  y: number
}

export interface FocalPointProps {
  src: string
  /** What is set here, for screen readers. */
  label: string
  /** Where it is, in words. */
  describe: (place: FocalPlace) => string
  value: FocalPlace
  isDisabled?: boolean
  /** When the pointer is let go, and after each key. */
  onChange: (place: FocalPlace) => void
}

const STEP = 0.02
const LARGE_STEP = 0.1
const arrows: Readonly<Record<string, [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const clamp = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000

/**
 * What has to stay in sight when an image is cut: by pressing or dragging on the image, or by the
 * arrow keys (larger steps with Shift).
 */
export function FocalPoint({
  src,
  label,
  describe,
  value,
  isDisabled = false,
  onChange,
}: FocalPointProps) {
  const [dragged, setDragged] = useState<FocalPlace | null>(null)
  const place = dragged ?? value

  function placeOf(event: PointerEvent<HTMLElement>): FocalPlace {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return { x: clamp((event.clientX - left) / width), y: clamp((event.clientY - top) / height) }
  }

  function onKeyDown(event: KeyboardEvent) {
    const direction = arrows[event.key]
    if (!direction || isDisabled) return
    event.preventDefault()
    const step = event.shiftKey ? LARGE_STEP : STEP
    onChange({ x: clamp(value.x + direction[0] * step), y: clamp(value.y + direction[1] * step) })
  }

  return (
    <div
      role="slider"
      tabIndex={isDisabled ? -1 : 0}
      aria-label={label}
      aria-disabled={isDisabled || undefined}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(place.x * 100)}
      aria-valuetext={describe(place)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (isDisabled) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged(placeOf(event))
      }}
      onPointerMove={(event) => dragged && setDragged(placeOf(event))}
      onPointerUp={(event) => {
        if (!dragged) return
        setDragged(null)
        onChange(placeOf(event))
      }}
      onPointerCancel={() => setDragged(null)}
      className="relative mx-auto w-fit max-w-full cursor-crosshair touch-none overflow-hidden rounded border border-line aria-disabled:cursor-default"
    >
      <img src={src} alt="" draggable={false} className="block max-h-64 max-w-full select-none" />
      <span
        aria-hidden
        style={{ left: `${place.x * 100}%`, top: `${place.y * 100}%` }}
        className="pointer-events-none absolute size-6 -translate-1/2 rounded-full border-2 border-white shadow-[0_0_0_2px_rgb(0_0_0/0.7),inset_0_0_0_1px_rgb(0_0_0/0.5)]"
      />
    </div>
  )
}
