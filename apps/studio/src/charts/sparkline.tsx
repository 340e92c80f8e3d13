import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

export interface SparklineProps {
  /** A sentence that says what the line shows; it is too small for figures. */
  label: string
  values: readonly number[]
  width?: number
  height?: number
}

const INSET = 3

/** A course in the height of a line of text, beside the figure that it leads to. */
export function Sparkline({ label, values, width = 96, height = 24 }: SparklineProps) {
  const x = scaleLinear([0, Math.max(1, values.length - 1)], [INSET, width - INSET])
  const y = scaleLinear(
    [Math.min(0, ...values), Math.max(...values, 0) || 1],
    [height - INSET, INSET],
  )
  const path = line<number>()
    .x((_, index) => x(index))
    .y((value) => y(value))([...values])
  return (
    <svg role="img" aria-label={label} width={width} height={height} className="inline-block">
      <path
        d={path ?? undefined}
        fill="none"
        strokeWidth={1.5}
        strokeLinejoin="round"
        className="stroke-series-1"
      />
      {values.length > 0 && (
        <circle
          cx={x(values.length - 1)}
          cy={y(values.at(-1)!)}
          r={2.25}
          className="fill-series-1"
        />
      )}
    </svg>
  )
}
