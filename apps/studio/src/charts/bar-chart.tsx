import { scaleBand, scaleLinear } from 'd3-scale'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { Button } from '../ui/button.tsx'
import { Table } from '../ui/table.tsx'
import { messages } from './messages.ts'

export interface Bar {
  id: string
  label: string
  value: number
}

export interface BarChartProps {
  title: string
  /** A sentence that says what the picture shows. */
  summary: string
  bars: readonly Bar[]
  /** What the bars stand for, and what their lengths do: the heads of the table. */
  labelName: string
  valueName: string
  format: (value: number) => string
}

const HEIGHT = 220
const MARGIN = { top: 12, bottom: 24, start: 64 }
const LEAST_LABEL_WIDTH = 56

/** Amounts beside each other over time. The same figures are there as a table. */
export function BarChart({ title, summary, bars, labelName, valueName, format }: BarChartProps) {
  const text = useMessages(messages)
  const [isTable, setTable] = useState(false)
  return (
    <figure>
      <figcaption className="mb-3 flex items-center justify-between gap-4">
        <span className="text-sm font-medium">{title}</span>
        <Button size="small" variant="quiet" onClick={() => setTable(!isTable)}>
          {isTable ? text.showChart : text.showTable}
        </Button>
      </figcaption>
      {bars.length === 0 ? (
        <p className="grid place-items-center text-sm text-muted" style={{ height: HEIGHT }}>
          {text.nothing}
        </p>
      ) : isTable ? (
        <Table
          caption={title}
          rows={bars}
          keyOf={({ id }) => id}
          columns={[
            { id: 'label', header: labelName, isRowHeader: true, cell: ({ label }) => label },
            {
              id: 'value',
              header: valueName,
              isNumeric: true,
              cell: ({ value }) => format(value),
            },
          ]}
        />
      ) : (
        <Picture title={title} summary={summary} bars={bars} format={format} />
      )}
    </figure>
  )
}

type PictureProps = Pick<BarChartProps, 'title' | 'summary' | 'bars' | 'format'>

function Picture({ title, summary, bars, format }: PictureProps) {
  const text = useMessages(messages)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [active, setActive] = useState<number | null>(null)
  const x = scaleBand(
    bars.map((bar) => bar.id),
    [MARGIN.start, width],
  ).padding(0.3)
  const most = Math.max(...bars.map(({ value }) => value))
  const y = scaleLinear([0, most || 1], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4)
  const every = Math.ceil(LEAST_LABEL_WIDTH / Math.max(1, x.step()))
  const shown = active === null ? null : bars[active]

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setActive(((active ?? (step > 0 ? -1 : 0)) + step + bars.length) % bars.length)
  }

  return (
    <div ref={frame} className="relative">
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-summary`}
        tabIndex={0}
        width={width}
        height={HEIGHT}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onPointerLeave={() => setActive(null)}
        className="block max-w-full"
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-summary`}>{`${summary} ${text.help}`}</desc>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line x1={MARGIN.start} x2={width} y1={y(tick)} y2={y(tick)} className="stroke-line" />
            <text
              x={MARGIN.start - 8}
              y={y(tick)}
              dy="0.32em"
              textAnchor="end"
              className="fill-muted text-xs"
            >
              {format(tick)}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => (
          <g key={bar.id} onPointerEnter={() => setActive(index)}>
            <rect
              x={x(bar.id)! - (x.step() - x.bandwidth()) / 2}
              y={MARGIN.top}
              width={x.step()}
              height={HEIGHT - MARGIN.top - MARGIN.bottom}
              fill="transparent"
            />
            <rect
              x={x(bar.id)}
              y={y(bar.value)}
              width={x.bandwidth()}
              height={HEIGHT - MARGIN.bottom - y(bar.value)}
              rx={1.5}
              className={index === active ? 'fill-ink' : 'fill-accent'}
            />
            {index % every === 0 && (
              <text
                x={x(bar.id)! + x.bandwidth() / 2}
                y={HEIGHT - 6}
                textAnchor="middle"
                className="fill-muted text-xs"
              >
                {bar.label}
              </text>
            )}
          </g>
        ))}
      </svg>
      <p
        role="status"
        className="absolute end-0 top-0 rounded bg-surface px-2 text-sm tabular-nums shadow-float empty:hidden"
      >
        {shown && `${shown.label}: ${format(shown.value)}`}
      </p>
    </div>
  )
}

/** As wide as there is room; the height is there from the beginning. */
function useWidth(frame: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(640)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width))
    observer.observe(frame.current!)
    return () => observer.disconnect()
  }, [frame])
  return width
}
