export const chartKinds = ['bar', 'column', 'line', 'area', 'pie', 'doughnut', 'scatter'] as const
export type ChartKind = (typeof chartKinds)[number]

export interface ChartData {
  kind: ChartKind
  /** Names along the axis; for `scatter`, the numbers of the horizontal axis. */
  categories: string[]
  /** A value for each category; null where there is none. */
  series: { name: string; values: (number | null)[] }[]
  /** What stands behind each number: `%`, ` €`. */
  unit: string
}

/** The scale of values: the same in our drawing and in the exported file. */
export interface ChartAxis {
  min: number
  max: number
  step: number
}

/** Round numbers around all values; bars start at nothing. */
export function axisFor({ series, kind }: ChartData): ChartAxis {
  const values = series.flatMap((one) => one.values.filter((value) => value !== null))
  const low = Math.min(...values, kind === 'scatter' ? Infinity : 0)
  const high = Math.max(...values, kind === 'scatter' ? -Infinity : 0)
  return scale(low, high)
}

/** A scale of four to six round steps. */
export function scale(low: number, high: number): ChartAxis {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { min: 0, max: 1, step: 0.25 }
  const range = high - low || Math.abs(high) || 1
  const rough = range / 5
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= rough)! * magnitude
  const round = (value: number) => Number(value.toPrecision(12))
  const min = round(Math.floor(low / step + 1e-9) * step)
  const max = round(Math.ceil(high / step - 1e-9) * step)
  return { min, max: max > min ? max : round(min + step), step: round(step) }
}
