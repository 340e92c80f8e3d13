import { axisFor, scale } from '../scene/chart-data.ts'
import type { ChartAxis, ChartData } from '../scene/chart-data.ts'
import { color } from '../scene/color.ts'
import type { ColorToken } from '../scene/color.ts'
import { inches, points } from '../scene/geometry.ts'
import type { Box } from '../scene/geometry.ts'
import type { ChartElement, SceneElement, ShapeElement } from '../scene/model.ts'
import { styleOf } from '../scene/text-style.ts'
import { accentOf } from '../layouts/frame.ts'
import { measureText, placeText } from './place-text.ts'
import type { TextContext } from './place-text.ts'

/** A chart as it is drawn, with the axis that office programs are told to use as well. */
export function drawChart(
  context: TextContext,
  base: { id: string; name: string; box: Box; slot?: string },
  chart: ChartData,
): ChartElement {
  const isRound = chart.kind === 'pie' || chart.kind === 'doughnut'
  const axis = isRound ? null : axisFor(chart)
  const hasLegend = isRound || chart.series.length > 1
  const area = { ...base.box, height: base.box.height - (hasLegend ? inches(0.4) : 0) }
  const left = chart.kind === 'bar' ? inches(1.5) : inches(0.75)
  const plot: Box = isRound
    ? area
    : {
        x: area.x + left,
        y: area.y + inches(0.15),
        width: area.width - left - inches(0.2),
        height: area.height - inches(0.6),
      }
  const pen = new Pen(context, base.id)
  if (axis) drawAxes(pen, chart, axis, plot)
  if (isRound) drawRound(pen, chart, plot)
  else if (chart.kind === 'bar' || chart.kind === 'column') drawBars(pen, chart, axis!, plot)
  else drawLines(pen, chart, axis!, plot)
  if (hasLegend)
    drawLegend(pen, chart, { ...base.box, y: area.y + area.height, height: inches(0.4) }, isRound)
  return { type: 'chart', ...base, chart, axis, plot, alt: describe(chart), drawing: pen.drawing }
}

class Pen {
  readonly drawing: SceneElement[] = []
  readonly #context: TextContext
  readonly #id: string

  constructor(context: TextContext, id: string) {
    this.#context = context
    this.#id = id
  }

  shape(
    name: string,
    area: Box,
    token: ColorToken,
    geometry: ShapeElement['geometry'] = 'rectangle',
    alpha?: number,
  ): void {
    this.drawing.push({
      type: 'shape',
      id: this.#next(),
      name,
      box: {
        x: Math.round(area.x),
        y: Math.round(area.y),
        width: Math.max(1, Math.round(area.width)),
        height: Math.max(1, Math.round(area.height)),
      },
      geometry,
      fill: color(token, alpha),
      isDecoration: true,
    })
  }

  /** A path in a box, in parts of 10,000 of it. */
  path(name: string, area: Box, path: string, look: Pick<ShapeElement, 'fill' | 'stroke'>): void {
    this.drawing.push({
      type: 'shape',
      id: this.#next(),
      name,
      box: area,
      geometry: { path },
      isDecoration: true,
      ...look,
    })
  }

  text(
    words: string,
    area: Box,
    align: 'start' | 'center' | 'end',
    token: ColorToken = 'tx2',
    sizes: readonly number[] = [12, 11, 10, 9],
  ): void {
    const measured = measureText(this.#context, {
      id: this.#next(),
      name: words,
      box: {
        x: Math.round(area.x),
        y: Math.round(area.y),
        width: Math.round(area.width),
        height: Math.round(area.height),
      },
      paragraphs: [{ runs: [{ text: words }] }],
      style: styleOf('caption', { align, anchor: 'middle', sizes }),
      color: color(token),
    })
    this.drawing.push(placeText(this.#context, measured))
  }

  #next = () => `${this.#id}-${this.drawing.length + 1}`
}

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 6 })

function drawAxes(pen: Pen, chart: ChartData, axis: ChartAxis, plot: Box): void {
  const { kind, unit, categories } = chart
  const isBar = kind === 'bar'
  const count = Math.round((axis.max - axis.min) / axis.step)
  for (let index = 0; index <= count; index++) {
    const part = index / count
    const label = `${number(Number((axis.min + index * axis.step).toPrecision(12)))}${unit}`
    if (isBar) {
      const x = plot.x + plot.width * part
      pen.shape(
        'Gridline',
        { x, y: plot.y, width: points(0.75), height: plot.height },
        'tx2',
        'rectangle',
        0.25,
      )
      pen.text(
        label,
        {
          x: x - inches(0.5),
          y: plot.y + plot.height + inches(0.06),
          width: inches(1),
          height: inches(0.3),
        },
        'center',
      )
    } else {
      const y = plot.y + plot.height * (1 - part)
      pen.shape(
        'Gridline',
        { x: plot.x, y, width: plot.width, height: points(0.75) },
        'tx2',
        'rectangle',
        0.25,
      )
      pen.text(
        label,
        { x: plot.x - inches(0.75), y: y - inches(0.15), width: inches(0.67), height: inches(0.3) },
        'end',
      )
    }
  }
  if (kind === 'scatter') return drawNumbersBelow(pen, chart, plot)
  const every = isBar ? 1 : Math.ceil(categories.length / 12)
  const size = (isBar ? plot.height : plot.width) / categories.length
  for (const [index, category] of categories.entries()) {
    if (index % every !== 0) continue
    if (isBar)
      pen.text(
        category,
        { x: plot.x - inches(1.5), y: plot.y + size * index, width: inches(1.4), height: size },
        'end',
      )
    else
      pen.text(
        category,
        {
          x: plot.x + size * index - size * (every - 1) * 0.5,
          y: plot.y + plot.height + inches(0.05),
          width: size * every,
          height: inches(0.4),
        },
        'center',
      )
  }
}

/** The horizontal numbers of points. */
export const horizontalAxis = (chart: ChartData): ChartAxis => {
  const numbers = chart.categories.map(Number).filter(Number.isFinite)
  return scale(Math.min(...numbers), Math.max(...numbers))
}

function drawNumbersBelow(pen: Pen, chart: ChartData, plot: Box): void {
  const axis = horizontalAxis(chart)
  const count = Math.round((axis.max - axis.min) / axis.step)
  for (let index = 0; index <= count; index++) {
    const x = plot.x + (plot.width * index) / count
    pen.text(
      number(Number((axis.min + index * axis.step).toPrecision(12))),
      {
        x: x - inches(0.5),
        y: plot.y + plot.height + inches(0.06),
        width: inches(1),
        height: inches(0.3),
      },
      'center',
    )
  }
}

function drawBars(
  pen: Pen,
  { kind, series, categories }: ChartData,
  axis: ChartAxis,
  plot: Box,
): void {
  const isBar = kind === 'bar'
  const length = isBar ? plot.width : plot.height
  const band = (isBar ? plot.height : plot.width) / categories.length
  // As office programs have it with a gap of 60 %.
  const thickness = band / (series.length + 0.6)
  const part = (value: number) =>
    (Math.min(Math.max(value, axis.min), axis.max) - axis.min) / (axis.max - axis.min)
  const zero = part(0)
  for (const [index, { name, values }] of series.entries()) {
    for (const [position, value] of values.entries()) {
      if (value === null) continue
      const offset = band * position + thickness * (0.3 + index)
      const [from, to] = [zero, part(value)].toSorted((a, b) => a - b) as [number, number]
      pen.shape(
        name,
        isBar
          ? {
              x: plot.x + length * from,
              y: plot.y + offset,
              width: length * (to - from),
              height: thickness,
            }
          : {
              x: plot.x + offset,
              y: plot.y + length * (1 - to),
              width: thickness,
              height: length * (to - from),
            },
        accentOf(index),
      )
    }
  }
}

function drawLines(pen: Pen, chart: ChartData, axis: ChartAxis, plot: Box): void {
  const { kind, series, categories } = chart
  const across = kind === 'scatter' ? horizontalAxis(chart) : null
  const part = (value: number) => 1 - (value - axis.min) / (axis.max - axis.min)
  const xOf = (position: number) =>
    across
      ? (Number(categories[position]) - across.min) / (across.max - across.min)
      : (position + 0.5) / categories.length
  for (const [index, { name, values }] of series.entries()) {
    const spots = values.flatMap((value, position) => {
      const x = xOf(position)
      return value === null || !Number.isFinite(x) ? [] : [{ x, y: part(value) }]
    })
    const token = accentOf(index)
    if (kind === 'scatter' || spots.length === 1) {
      const dot = inches(0.13)
      for (const { x, y } of spots) {
        pen.shape(
          name,
          {
            x: plot.x + plot.width * x - dot / 2,
            y: plot.y + plot.height * y - dot / 2,
            width: dot,
            height: dot,
          },
          token,
          'ellipse',
        )
      }
      continue
    }
    if (spots.length === 0) continue
    const line = spots
      .map(({ x, y }) => `${Math.round(x * 10_000)} ${Math.round(y * 10_000)}`)
      .join('L')
    if (kind === 'area') {
      const base = Math.round(part(Math.max(0, axis.min)) * 10_000)
      const [first, last] = [spots[0]!, spots.at(-1)!].map(({ x }) => Math.round(x * 10_000)) as [
        number,
        number,
      ]
      pen.path(name, plot, `M${first} ${base}L${line}L${last} ${base}Z`, {
        fill: color(token, 0.75),
      })
    } else {
      pen.path(name, plot, `M${line}`, { stroke: { color: color(token), width: points(2.5) } })
    }
  }
}

function drawRound(pen: Pen, { kind, series, categories }: ChartData, plot: Box): void {
  const values = categories.map((_, index) => Math.max(0, series[0]?.values[index] ?? 0))
  const total = values.reduce((sum, value) => sum + value, 0)
  if (total === 0) return
  const side = Math.min(plot.width, plot.height) - inches(0.2)
  const area = {
    x: Math.round(plot.x + (plot.width - side) / 2),
    y: Math.round(plot.y + (plot.height - side) / 2),
    width: side,
    height: side,
  }
  let from = -Math.PI / 2
  for (const [index, value] of values.entries()) {
    if (value === 0) continue
    const to = from + (value / total) * 2 * Math.PI
    pen.path(categories[index]!, area, wedge(from, to, kind === 'doughnut' ? 2750 : 0), {
      fill: color(accentOf(index), index < 6 ? undefined : 0.6),
      stroke: { color: color('bg1'), width: points(1.5) },
    })
    from = to
  }
}

/** A piece of a circle as a line of many corners: all painters have those. */
function wedge(from: number, to: number, hole: number): string {
  const steps = Math.max(2, Math.ceil(((to - from) / (2 * Math.PI)) * 120))
  const arc = (radius: number) =>
    Array.from({ length: steps + 1 }, (_, step) => {
      const angle = from + ((to - from) * step) / steps
      return `${Math.round(5000 + radius * Math.cos(angle))} ${Math.round(5000 + radius * Math.sin(angle))}`
    })
  const inner = hole > 0 ? arc(hole).reverse() : ['5000 5000']
  return `M${[...arc(5000), ...inner].join('L')}Z`
}

function drawLegend(
  pen: Pen,
  { series, categories }: ChartData,
  area: Box,
  isRound: boolean,
): void {
  const names = (isRound ? categories : series.map(({ name }) => name)).slice(0, 8)
  const width = area.width / names.length
  for (const [index, name] of names.entries()) {
    const x = area.x + width * index
    pen.shape(
      name,
      { x, y: area.y + area.height / 2 - inches(0.07), width: inches(0.14), height: inches(0.14) },
      accentOf(index),
      'rectangle',
      isRound && index >= 6 ? 0.6 : undefined,
    )
    pen.text(
      name,
      { x: x + inches(0.22), y: area.y, width: width - inches(0.27), height: area.height },
      'start',
      'tx1',
    )
  }
}

/** A chart in words, for those who do not see it. */
function describe({ kind, series, categories, unit }: ChartData): string {
  const rows = series.map(({ name, values }) => {
    const pairs = categories
      .slice(0, 12)
      .map((category, index) => `${category} ${values[index] ?? '–'}${unit}`)
    return `${name}: ${pairs.join(', ')}`
  })
  return `${kind} chart. ${rows.join('; ')}`.slice(0, 900)
}
