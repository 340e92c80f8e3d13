import { useState } from 'react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { Button } from '../ui/button.tsx'
import { Table } from '../ui/table.tsx'
import { isEmpty, totalAt } from './chart-data.ts'
import type { ChartProps } from './chart-data.ts'
import { messages } from './messages.ts'

/** The height of every picture, which is also that of what stands in its place. */
export const HEIGHT = 220

export interface ChartFrameProps extends ChartProps {
  /** Whether the amounts of a point make a whole. */
  hasTotal?: boolean
  /** The picture. */
  children: ReactNode
}

/** A chart with its title, and the same figures as a table for who asks for them. */
export function ChartFrame({ hasTotal, children, ...chart }: ChartFrameProps) {
  const text = useMessages(messages)
  const [isTable, setTable] = useState(false)
  const isNothing = isEmpty(chart)
  return (
    <figure>
      <figcaption className="mb-2 flex min-h-7 items-center justify-between gap-4">
        <span className="text-sm font-medium">{chart.title}</span>
        {!isNothing && (
          <Button
            size="small"
            variant="quiet"
            className="-me-2.5 font-normal text-muted"
            onClick={() => setTable(!isTable)}
          >
            {isTable ? text.showChart : text.showTable}
          </Button>
        )}
      </figcaption>
      {isNothing ? (
        <p
          className="grid place-items-center rounded-lg border border-dashed border-edge/60 text-sm text-muted"
          style={{ height: HEIGHT }}
        >
          {text.nothing}
        </p>
      ) : isTable ? (
        <Figures {...chart} hasTotal={hasTotal} />
      ) : (
        children
      )}
    </figure>
  )
}

function Figures({ title, points, series, pointName, format, hasTotal }: FiguresProps) {
  const text = useMessages(messages)
  const rows = points.map((point, index) => ({ ...point, index }))
  return (
    <Table
      caption={title}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { id: 'point', header: pointName, isRowHeader: true, cell: ({ label }) => label },
        ...series.map(({ id, name, values }) => ({
          id,
          header: name,
          isNumeric: true,
          cell: ({ index }: { index: number }) => {
            const value = values[index] ?? null
            return value === null ? text.unknown : format(value)
          },
        })),
        ...(hasTotal
          ? [
              {
                id: 'total',
                header: text.total,
                isNumeric: true,
                cell: ({ index }: { index: number }) => format(totalAt(series, index)),
              },
            ]
          : []),
      ]}
    />
  )
}

type FiguresProps = Omit<ChartFrameProps, 'children' | 'summary' | 'hasTotal'> & {
  hasTotal: boolean | undefined
}
