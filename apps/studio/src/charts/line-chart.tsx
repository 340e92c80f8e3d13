import { scaleLinear } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'
import { AmountAxis, BOTTOM, PointAxis, startOfPicture, TOP } from './axis.tsx'
import type { ChartProps, Series } from './chart-data.ts'
import { ChartFrame } from './chart-frame.tsx'
import { ChartPicture } from './chart-picture.tsx'
import { lookOf } from './series-look.ts'

/**
 * How amounts change from point to point.
 *
 * @example
 * <LineChart
 *   title={text.cost}
 *   summary={text.costSummary(total)}
 *   points={days}
 *   series={[{ id: 'cost', name: text.cost, values }]}
 *   pointName={text.day}
 *   format={formats.money}
 * />
 */
export function LineChart(chart: ChartProps) {
  const { points, series, format } = chart
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null))
  const y = scaleLinear([Math.min(0, ...known), Math.max(...known) || 1], [BOTTOM, TOP]).nice(4)
  const start = startOfPicture(y, format)
  const xIn = (width: number) =>
    scaleLinear([0, Math.max(1, points.length - 1)], [start + INSET, width - INSET])

  return (
    <ChartFrame {...chart}>
      <ChartPicture
        {...chart}
        pointAt={(x, width) => {
          const index = Math.round(xIn(width).invert(x))
          return Math.min(Math.max(index, 0), points.length - 1)
        }}
      >
        {(width, active) => {
          const x = xIn(width)
          return (
            <>
              <AmountAxis y={y} start={start} width={width} format={format} />
              <PointAxis points={points} xOf={x} start={start} width={width} />
              {active !== null && (
                <line
                  x1={x(active)}
                  x2={x(active)}
                  y1={TOP}
                  y2={BOTTOM}
                  shapeRendering="crispEdges"
                  className="stroke-edge"
                />
              )}
              {series.map((each, index) => (
                <Line
                  key={each.id}
                  series={each}
                  index={index}
                  hasGround={series.length === 1}
                  x={x}
                  y={y}
                  active={active}
                />
              ))}
            </>
          )
        }}
      </ChartPicture>
    </ChartFrame>
  )
}

/** Room for the mark of the first and the last point. */
const INSET = 5

interface LineProps {
  series: Series
  index: number
  hasGround: boolean
  x: (index: number) => number
  y: (value: number) => number
  active: number | null
}

function Line({ series, index, hasGround, x, y, active }: LineProps) {
  const { stroke, fill, dashes } = lookOf(index)
  const { values } = series
  const isKnown = (value: number | null) => value !== null
  const path = line<number | null>()
    .defined(isKnown)
    .x((_, at) => x(at))
    .y((value) => y(value!))
    .curve(curveMonotoneX)([...values])
  const ground = area<number | null>()
    .defined(isKnown)
    .x((_, at) => x(at))
    .y0(y(0))
    .y1((value) => y(value!))
    .curve(curveMonotoneX)([...values])
  const isAlone = (at: number) =>
    (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null
  return (
    <g>
      {hasGround && <path d={ground ?? undefined} fillOpacity={0.08} className={fill} />}
      <path
        d={path ?? undefined}
        fill="none"
        strokeWidth={2}
        strokeLinejoin="round"
        strokeDasharray={dashes}
        className={stroke}
      />
      {values.map((value, at) =>
        value !== null && (at === active || isAlone(at)) ? (
          <circle
            key={at}
            cx={x(at)}
            cy={y(value)}
            r={at === active ? 4.5 : 2.5}
            className={`${fill} stroke-paper stroke-2`}
          />
        ) : null,
      )}
    </g>
  )
}
