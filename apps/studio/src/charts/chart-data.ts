/** A place along the axis: a day, a model. */
export interface Point {
  id: string
  label: string
}

/** Amounts of one kind, one for each point; `null` where it is not known. */
export interface Series {
  id: string
  name: string
  values: readonly (number | null)[]
}

/** What every chart is given. */
export interface ChartProps {
  title: string
  /** A sentence that says what the picture shows. */
  summary: string
  points: readonly Point[]
  /** Five at most: more are not told from each other. */
  series: readonly Series[]
  /** What the points stand for: the head of the table's first column. */
  pointName: string
  format: (value: number) => string
}

/** Whether there is anything to draw. */
export const isEmpty = ({ points, series }: Pick<ChartProps, 'points' | 'series'>): boolean =>
  points.length === 0 || series.every(({ values }) => values.every((value) => value === null))

/** All amounts of one point together. */
export const totalAt = (series: readonly Series[], index: number): number =>
  series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)

/** How many labels are left out between two, so that none runs into the next. */
export const labelEvery = (count: number, width: number, labels: readonly Point[]): number => {
  const longest = Math.max(...labels.map(({ label }) => label.length))
  return Math.max(1, Math.ceil((count * (longest * LETTER + 16)) / Math.max(1, width)))
}

/** About the width of a letter of the labels, in pixels. */
const LETTER = 7.2

/** The room that the labels of an axis take. */
export const widthOf = (labels: readonly string[]): number =>
  Math.ceil(Math.max(...labels.map((label) => label.length)) * LETTER)
