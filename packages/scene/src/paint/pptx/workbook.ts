import type { ChartData } from '../../scene/chart-data.ts'
import { escapeXml } from '../escape-xml.ts'
import { declaration, PartList } from './parts.ts'
import { writeZip } from './zip.ts'

/** A, B, … of a column that is counted from 0. */
export const columnName = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + columnName(index % 26)

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The figures of a chart as a workbook, so that people can edit them. */
export function writeWorkbook({ kind, categories, series }: ChartData): Promise<Uint8Array> {
  const list = new PartList()
  const book = list.add('xl/workbook.xml', `${spreadsheet}sheet.main+xml`)
  const sheet = list.add('xl/worksheets/sheet1.xml', `${spreadsheet}worksheet+xml`)
  list.root.refer(book, 'officeDocument')
  const id = book.refer(sheet, 'worksheet')
  book.data = `${declaration}<workbook xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="${id}"/></sheets></workbook>`
  const words = (text: string, place: string) =>
    `<c r="${place}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`
  const number = (value: number | null, place: string) =>
    value === null ? '' : `<c r="${place}"><v>${value}</v></c>`
  const rows = [
    `<row r="1">${words('', 'A1')}${series.map(({ name }, index) => words(name, `${columnName(index + 1)}1`)).join('')}</row>`,
    ...categories.map((category, at) => {
      const isNumber =
        kind === 'scatter' && category.trim() !== '' && Number.isFinite(Number(category))
      const first = isNumber
        ? number(Number(category), `A${at + 2}`)
        : words(category, `A${at + 2}`)
      return `<row r="${at + 2}">${first}${series.map(({ values }, index) => number(values[at] ?? null, `${columnName(index + 1)}${at + 2}`)).join('')}</row>`
    }),
  ]
  sheet.data = `${declaration}<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`
  return writeZip(list.entries())
}
