import { useId, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { HEIGHT } from './chart-frame.tsx'
import type { ChartProps } from './chart-data.ts'
import { Legend } from './legend.tsx'
import { messages } from './messages.ts'
import { useWidth } from './use-width.ts'

export interface ChartPictureProps extends ChartProps {
  hasTotal?: boolean
  /** The point whose place along the axis is closest. */
  pointAt: (x: number, width: number) => number
  /** What is drawn, once the width is known. */
  children: (width: number, active: number | null) => ReactNode
}

/**
 * The picture of a chart: one stop for the keyboard, on which arrow keys go from point to point, and
 * above it the amounts of the point that one is at, in a place that is always there.
 */
export function ChartPicture({ hasTotal, pointAt, children, ...chart }: ChartPictureProps) {
  const text = useMessages(messages)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [active, setActive] = useState<number | null>(null)
  const last = chart.points.length - 1

  function onKeyDown(event: KeyboardEvent) {
    const to: Record<string, number | null> = {
      ArrowRight: active === null ? 0 : Math.min(active + 1, last),
      ArrowLeft: active === null ? last : Math.max(active - 1, 0),
      Home: 0,
      End: last,
    }
    if (event.key === 'Escape') return setActive(null)
    if (!(event.key in to)) return
    event.preventDefault()
    setActive(to[event.key]!)
  }

  function onPointerMove(event: PointerEvent<SVGSVGElement>) {
    const { left } = event.currentTarget.getBoundingClientRect()
    setActive(pointAt(event.clientX - left, width))
  }

  return (
    <div ref={frame}>
      <Legend {...chart} hasTotal={hasTotal ?? false} active={active} />
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-summary`}
        tabIndex={0}
        width="100%"
        height={HEIGHT}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setActive(null)}
        // Time goes from left to right in a picture, whatever the language does.
        direction="ltr"
        className="block touch-pan-y overflow-visible rounded-sm focus-visible:outline-offset-6"
      >
        <title id={`${id}-title`}>{chart.title}</title>
        <desc id={`${id}-summary`}>{`${chart.summary} ${text.help}`}</desc>
        {width > 0 && children(width, active)}
      </svg>
    </div>
  )
}
