import { useMessages } from '../messages/define-messages.ts'
import { cn } from '../ui/cn.ts'
import { totalAt } from './chart-data.ts'
import type { ChartProps } from './chart-data.ts'
import { messages } from './messages.ts'
import { lookOf } from './series-look.ts'

interface LegendProps extends ChartProps {
  hasTotal: boolean
  active: number | null
}

/**
 * What the picture shows; at a point, what it shows there. Both have their place from the beginning,
 * so nothing moves when one takes the other's.
 */
export function Legend({ summary, points, series, format, hasTotal, active }: LegendProps) {
  const text = useMessages(messages)
  const amount = (value: number | null) => (value === null ? text.unknown : format(value))
  const isOne = series.length === 1
  const point = active === null ? null : points[active]!
  const spoken = point && [
    point.label,
    ...series.map(({ name, values }) => text.readout(name, amount(values[active!] ?? null))),
  ]
  const shown = !point
    ? null
    : isOne
      ? amount(series[0]!.values[active!] ?? null)
      : hasTotal
        ? format(totalAt(series, active!))
        : null
  return (
    <div className="mb-3 text-sm text-muted">
      <div className="grid *:col-start-1 *:row-start-1">
        <p className={cn(point && 'invisible')}>{summary}</p>
        <p aria-hidden className="flex gap-2">
          {point && <span>{point.label}</span>}
          {shown && <span className="font-medium text-ink tabular-nums">{shown}</span>}
        </p>
      </div>
      {!isOne && (
        <ul className="mt-2 flex flex-wrap gap-x-3 gap-y-1">
          {series.map(({ id, name, values }, index) => (
            <li key={id} className="flex items-center gap-2">
              <Swatch index={index} />
              {name}
              <span
                aria-hidden
                className="grid font-medium text-ink tabular-nums *:col-start-1 *:row-start-1"
              >
                {/* The longest amount keeps the place for all the others. */}
                <span className="invisible">{longest(values.map(amount))}</span>
                <span>{point && amount(values[active!] ?? null)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <span role="status" className="sr-only">
        {spoken?.join(', ')}
      </span>
    </div>
  )
}

const longest = (texts: readonly string[]): string =>
  texts.reduce((long, text) => (text.length > long.length ? text : long), '')

function Swatch({ index }: { index: number }) {
  const { stroke, dashes } = lookOf(index)
  return (
    <svg aria-hidden width="20" height="8" className="shrink-0">
      <line
        x1="0"
        x2="20"
        y1="4"
        y2="4"
        strokeWidth="3"
        strokeDasharray={dashes}
        className={stroke}
      />
    </svg>
  )
}
