import type { ChartElement } from '../../scene/model.ts'
import type { ChartAxis } from '../../scene/chart-data.ts'
import { color } from '../../scene/color.ts'
import type { Color } from '../../scene/color.ts'
import { accentOf } from '../../layouts/frame.ts'
import { horizontalAxis } from '../../resolve/draw-chart.ts'
import { escapeXml } from '../escape-xml.ts'
import { declaration } from './parts.ts'
import { columnName } from './workbook.ts'
import { fillXml, fontXml } from './text-xml.ts'

/** A chart that office programs can edit, with the axes of our drawing. */
export function chartXml(element: ChartElement, workbook: string): string {
  const { chart, axis, box, plot } = element
  const { kind } = chart
  const isRound = kind === 'pie' || kind === 'doughnut'
  const part = (value: number, whole: number) => (value / whole).toFixed(5)
  const place = `<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="${part(plot.x - box.x, box.width)}"/><c:y val="${part(plot.y - box.y, box.height)}"/><c:w val="${part(plot.width, box.width)}"/><c:h val="${part(plot.height, box.height)}"/></c:manualLayout></c:layout>`
  const legend =
    isRound || chart.series.length > 1
      ? `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textLook(1200, color('tx1'))}</c:legend>`
      : ''
  return [
    `${declaration}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:date1904 val="0"/><c:roundedCorners val="0"/>`,
    `<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>${place}${marksXml(element)}${axis ? axesXml(element, axis) : ''}</c:plotArea>${legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="span"/></c:chart>`,
    `${textLook(1200, color('tx2'))}<c:externalData r:id="${workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`,
  ].join('')
}

const textLook = (size: number, ink: Color): string =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size}" b="0">${fillXml(ink)}${fontXml('body')}</a:defRPr></a:pPr><a:endParaRPr lang="en"/></a:p></c:txPr>`

const axisIds = '<c:axId val="111111111"/><c:axId val="222222222"/>'

function marksXml({ chart }: ChartElement): string {
  const series = chart.series.map((_, index) => seriesXml(chart, index)).join('')
  switch (chart.kind) {
    case 'bar':
    case 'column':
      return `<c:barChart><c:barDir val="${chart.kind === 'bar' ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="60"/>${axisIds}</c:barChart>`
    case 'line':
      return `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${axisIds}</c:lineChart>`
    case 'area':
      return `<c:areaChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}${axisIds}</c:areaChart>`
    case 'scatter':
      return `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>${series}${axisIds}</c:scatterChart>`
    case 'pie':
      return `<c:pieChart><c:varyColors val="1"/>${seriesXml(chart, 0)}<c:firstSliceAng val="0"/></c:pieChart>`
    case 'doughnut':
      return `<c:doughnutChart><c:varyColors val="1"/>${seriesXml(chart, 0)}<c:firstSliceAng val="0"/><c:holeSize val="55"/></c:doughnutChart>`
  }
}

function seriesXml(chart: ChartElement['chart'], index: number): string {
  const { kind, categories, series } = chart
  const { name, values } = series[index]!
  const letter = columnName(index + 1)
  const last = categories.length + 1
  const ink = color(accentOf(index))
  const isRound = kind === 'pie' || kind === 'doughnut'
  const line = `<a:ln w="31750" cap="rnd">${fillXml(ink)}<a:round/></a:ln>`
  const look =
    kind === 'line'
      ? `<c:spPr>${line}</c:spPr><c:marker><c:symbol val="none"/></c:marker>`
      : kind === 'scatter'
        ? `<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="9"/><c:spPr>${fillXml(ink)}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>`
        : isRound
          ? ''
          : `<c:spPr>${fillXml(kind === 'area' ? { ...ink, alpha: 0.75 } : ink)}</c:spPr>${kind === 'area' ? '' : '<c:invertIfNegative val="0"/>'}`
  const points = isRound
    ? categories
        .map(
          (_, at) =>
            `<c:dPt><c:idx val="${at}"/><c:bubble3D val="0"/><c:spPr>${fillXml(at < 6 ? color(accentOf(at)) : color(accentOf(at), 0.6))}<a:ln w="19050">${fillXml(color('bg1'))}</a:ln></c:spPr></c:dPt>`,
        )
        .join('')
    : ''
  const kept = isRound ? values.map((value) => Math.max(0, value ?? 0)) : values
  const [across, up] = kind === 'scatter' ? ['xVal', 'yVal'] : ['cat', 'val']
  const names = `Sheet1!$A$2:$A$${last}`
  const labels =
    kind === 'scatter'
      ? `<c:numRef><c:f>${names}</c:f>${numbersXml(categories.map((one) => (one.trim() !== '' && Number.isFinite(Number(one)) ? Number(one) : null)))}</c:numRef>`
      : `<c:strRef><c:f>${names}</c:f><c:strCache><c:ptCount val="${categories.length}"/>${categories.map((one, at) => `<c:pt idx="${at}"><c:v>${escapeXml(one)}</c:v></c:pt>`).join('')}</c:strCache></c:strRef>`
  return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/><c:tx><c:strRef><c:f>Sheet1!$${letter}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${escapeXml(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>${look}${points}<c:${across}>${labels}</c:${across}><c:${up}><c:numRef><c:f>Sheet1!$${letter}$2:$${letter}$${last}</c:f>${numbersXml(kept)}</c:numRef></c:${up}>${kind === 'line' || kind === 'scatter' ? '<c:smooth val="0"/>' : ''}</c:ser>`
}

const numbersXml = (values: readonly (number | null)[]): string =>
  `<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${values.length}"/>${values.map((value, at) => (value === null ? '' : `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`)).join('')}</c:numCache>`

function axesXml({ chart }: ChartElement, axis: ChartAxis): string {
  const { kind, unit } = chart
  const isBar = kind === 'bar'
  const grid = `<c:majorGridlines><c:spPr><a:ln w="9525">${fillXml(color('tx2', 0.25))}</a:ln></c:spPr></c:majorGridlines>`
  const noLine = '<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
  const scaling = (range: ChartAxis | null, isReversed = false) =>
    `<c:scaling><c:orientation val="${isReversed ? 'maxMin' : 'minMax'}"/>${range ? `<c:max val="${range.max}"/><c:min val="${range.min}"/>` : ''}</c:scaling>`
  const look = (labels: 'low' | 'nextTo') =>
    `<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="${labels}"/>${noLine}${textLook(1200, color('tx2'))}`
  const format = escapeXml(`#,##0.######${unit ? `"${unit.replaceAll('"', '')}"` : ''}`)
  const value = (
    id: string,
    other: string,
    position: string,
    range: ChartAxis,
    hasGrid: boolean,
    crosses = 'autoZero',
  ) =>
    `<c:valAx><c:axId val="${id}"/>${scaling(range)}<c:delete val="0"/><c:axPos val="${position}"/>${hasGrid ? grid : ''}<c:numFmt formatCode="${hasGrid ? format : 'General'}" sourceLinked="0"/>${look(isBar ? 'nextTo' : 'low')}<c:crossAx val="${other}"/><c:crosses val="${crosses}"/><c:crossBetween val="${kind === 'scatter' ? 'midCat' : 'between'}"/><c:majorUnit val="${range.step}"/></c:valAx>`
  if (kind === 'scatter') {
    return (
      value('111111111', '222222222', 'b', horizontalAxis(chart), false) +
      value('222222222', '111111111', 'l', axis, true)
    )
  }
  const category = `<c:catAx><c:axId val="111111111"/>${scaling(null, isBar)}<c:delete val="0"/><c:axPos val="${isBar ? 'l' : 'b'}"/><c:numFmt formatCode="General" sourceLinked="0"/>${look('low')}<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`
  // Bars are listed from the top, and their values stand below all the same.
  return (
    category +
    value('222222222', '111111111', isBar ? 'b' : 'l', axis, true, isBar ? 'max' : 'autoZero')
  )
}
