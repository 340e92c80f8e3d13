import type { ScaleLinear } from 'd3-scale'
import { labelEvery, widthOf } from './chart-data.ts'
import type { Point } from './chart-data.ts'
import { HEIGHT } from './chart-frame.tsx'

export const TOP = 8
export const BOTTOM = HEIGHT - 24
const TICKS = 4
const GAP = 10

/** Where the picture begins beside the amounts of its axis. */
export const startOfPicture = (
  y: ScaleLinear<number, number>,
  format: (value: number) => string,
): number => widthOf(y.ticks(TICKS).map(format)) + GAP

interface AmountAxisProps {
  y: ScaleLinear<number, number>
  start: number
  width: number
  format: (value: number) => string
}

/** Amounts upwards, each with a hairline. */
export function AmountAxis({ y, start, width, format }: AmountAxisProps) {
  return y.ticks(TICKS).map((tick) => (
    <g key={tick}>
      <line
        x1={start}
        x2={width}
        y1={y(tick)}
        y2={y(tick)}
        shapeRendering="crispEdges"
        className={tick === 0 ? 'stroke-edge' : 'stroke-line'}
      />
      <text
        x={start - GAP}
        y={y(tick)}
        dy="0.32em"
        textAnchor="end"
        className="fill-muted text-xs tabular-nums"
      >
        {format(tick)}
      </text>
    </g>
  ))
}

interface PointAxisProps {
  points: readonly Point[]
  xOf: (index: number) => number
  start: number
  width: number
}

/** Points along the bottom, as many as have room. */
export function PointAxis({ points, xOf, start, width }: PointAxisProps) {
  const every = labelEvery(points.length, width - start, points)
  return points.map(({ id, label }, index) => {
    if (index % every !== 0) return null
    const half = widthOf([label]) / 2
    const x = Math.min(Math.max(xOf(index), start + half), width - half)
    return (
      <text key={id} x={x} y={HEIGHT - 6} textAnchor="middle" className="fill-muted text-xs">
        {label}
      </text>
    )
  })
}
