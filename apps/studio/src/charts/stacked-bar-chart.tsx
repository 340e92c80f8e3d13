import { scaleBand, scaleLinear } from 'd3-scale'
import { useId } from 'react'
import { AmountAxis, BOTTOM, PointAxis, startOfPicture, TOP } from './axis.tsx'
import { totalAt } from './chart-data.ts'
import type { ChartProps } from './chart-data.ts'
import { ChartFrame } from './chart-frame.tsx'
import { ChartPicture } from './chart-picture.tsx'
import { Hatching } from './hatching.tsx'
import { lookOf } from './series-look.ts'

/** What a whole is made of, at each point: bars of several parts. Amounts are not negative. */
export function StackedBarChart(chart: ChartProps) {
  const { points, series, format } = chart
  const id = useId()
  const most = Math.max(...points.map((_, index) => totalAt(series, index)))
  const y = scaleLinear([0, most || 1], [BOTTOM, TOP]).nice(4)
  const start = startOfPicture(y, format)
  const xIn = (width: number) =>
    scaleBand(
      points.map((_, index) => index),
      [start, width],
    )
      .paddingInner(0.3)
      .paddingOuter(0.15)
  const hasTotal = series.length > 1

  return (
    <ChartFrame {...chart} hasTotal={hasTotal}>
      <ChartPicture
        {...chart}
        hasTotal={hasTotal}
        pointAt={(x, width) => {
          const index = Math.floor((x - start) / xIn(width).step())
          return Math.min(Math.max(index, 0), points.length - 1)
        }}
      >
        {(width, active) => {
          const x = xIn(width)
          return (
            <>
              <AmountAxis y={y} start={start} width={width} format={format} />
              <PointAxis
                points={points}
                xOf={(index) => x(index)! + x.bandwidth() / 2}
                start={start}
                width={width}
              />
              {hasTotal && <Hatching id={id} count={series.length} />}
              {points.map((point, index) => (
                <g key={point.id} opacity={active === null || active === index ? 1 : 0.45}>
                  {series.map(({ id: seriesId, values }, at) => {
                    const below = totalAt(series.slice(0, at), index)
                    const value = values[index] ?? 0
                    const place = {
                      x: x(index),
                      width: x.bandwidth(),
                      y: y(below + value),
                      height: Math.max(0, y(below) - y(below + value) - (at > 0 ? SEAM : 0)),
                      rx: Math.min(1.5, x.bandwidth() / 4),
                    }
                    return (
                      <g key={seriesId}>
                        <rect {...place} className={lookOf(at).fill} />
                        {at > 0 && <rect {...place} fill={`url(#${id}-${at})`} />}
                      </g>
                    )
                  })}
                </g>
              ))}
            </>
          )
        }}
      </ChartPicture>
    </ChartFrame>
  )
}

/** Between two parts, so that they are told apart without their colours. */
const SEAM = 1
