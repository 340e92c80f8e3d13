import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { messages } from './messages.ts'

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  isNumeric?: boolean
  /** Names the row for screen readers; one column does. */
  isRowHeader?: boolean
  isSortable?: boolean
  /** Without a heading in sight: a column of actions. */
  isHeaderHidden?: boolean
  className?: string
}

export interface Sort {
  column: string
  isDescending: boolean
}

export interface TableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  sort?: Sort
  onSort?: (sort: Sort) => void
}

/** Rows and columns; where there is no width for columns, each row becomes a small list. */
export function Table<Row>({ caption, columns, rows, keyOf, sort, onSort }: TableProps<Row>) {
  return (
    <table className="w-full border-collapse text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr key={keyOf(row)} className="border-b border-line max-sm:block max-sm:py-3">
            {columns.map((column) => (
              <BodyCell key={column.id} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface HeaderCellProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const text = useMessages(messages)
  const isSorted = sort?.column === column.id
  const Arrow = sort?.isDescending ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
      className={cn(
        'border-b border-edge/60 pe-4 pb-2 text-xs font-medium text-muted last:pe-0',
        column.isNumeric ? 'text-end' : 'text-start',
        column.className,
      )}
    >
      {column.isSortable && onSort ? (
        <button
          type="button"
          aria-label={text.sortBy(column.header)}
          onClick={() =>
            onSort({ column: column.id, isDescending: isSorted ? !sort.isDescending : true })
          }
          className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
        >
          {column.header}
          {isSorted && <Arrow aria-hidden className="size-3" />}
        </button>
      ) : (
        <span className={column.isHeaderHidden ? 'sr-only' : undefined}>{column.header}</span>
      )}
    </th>
  )
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const Cell = column.isRowHeader ? 'th' : 'td'
  return (
    <Cell
      {...(column.isRowHeader && { scope: 'row' as const })}
      className={cn(
        'py-2.5 pe-4 align-middle font-normal last:pe-0 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:py-1 max-sm:pe-0',
        column.isNumeric ? 'text-end tabular-nums' : 'text-start',
        column.className,
      )}
    >
      {!column.isRowHeader && !column.isHeaderHidden && (
        <span aria-hidden className="shrink-0 text-muted sm:hidden">
          {column.header}
        </span>
      )}
      {column.cell(row)}
    </Cell>
  )
}
