import { csvLine } from '../../platform/csv-line.ts'
import { toWireName } from '../../platform/http/index.ts'
import type { UsageSummary } from './summarize-usage.ts'
import { usageSums } from './usage.ts'

const sums = Object.keys(usageSums) as (keyof typeof usageSums)[]

/**
 * A summary's groups as CSV (RFC 4180) with their names, for spreadsheets: costs in micro-units, and
 * no cell that a spreadsheet would take for a formula.
 */
export function usageCsv({ groups }: Pick<UsageSummary, 'groups'>): string {
  const head = csvLine(['key', 'name', ...sums.map(toWireName)])
  const lines = groups.map((group) =>
    csvLine([group.key, group.name, ...sums.map((name) => group[name])]),
  )
  return [head, ...lines].join('')
}

/** Whether a client would rather have CSV than JSON. */
export function prefersCsv(accept: string | null): boolean {
  const ranges = (accept ?? '').toLowerCase().split(',')
  const qualityOf = (type: string) => {
    const range = ranges.find((one) => one.split(';')[0]!.trim() === type)
    if (range === undefined) return 0
    return Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1)
  }
  return qualityOf('text/csv') > qualityOf('application/json')
}
