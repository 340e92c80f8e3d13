import type { ChartProps, Point } from './chart-data.ts'
import { StackedBarChart } from './stacked-bar-chart.tsx'

export interface Bar extends Point {
  value: number
}

export interface BarChartProps extends Pick<ChartProps, 'title' | 'summary' | 'format'> {
  bars: readonly Bar[]
  /** What the bars stand for, and what their lengths do: the heads of the table. */
  labelName: string
  valueName: string
}

/** Amounts beside each other: bars of one part. */
export function BarChart({ bars, labelName, valueName, ...chart }: BarChartProps) {
  return (
    <StackedBarChart
      {...chart}
      points={bars}
      pointName={labelName}
      series={[{ id: 'value', name: valueName, values: bars.map(({ value }) => value) }]}
    />
  )
}
