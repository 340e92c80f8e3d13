import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'
import { InvalidError } from '../../../platform/error.ts'
import { privacyCodes } from '../codes.ts'
import type { ArchivedTable } from './catalogue.ts'

/** Rows of one page at most, and about how many bytes: a row may be a whole book. */
const MOST_ROWS = 1000
const PAGE_BYTES = 2 * 1024 * 1024

export interface RowPage {
  /** JSON lines, each with its end. */
  text: string
  rows: number
}

/**
 * The rows of a table as JSON lines, in pages along its primary key. However large the rows are, no
 * page holds much more than two megabytes (or one row): the database cuts it, before it is sent.
 */
export async function* readRows(
  tx: Pick<Transaction, 'execute'>,
  table: ArchivedTable,
  where: SQL,
): AsyncGenerator<RowPage, void> {
  if (table.key.length === 0) {
    throw new InvalidError(privacyCodes.EXPORT_TABLE_UNDECIDED, { table: table.name })
  }
  const page = pageQuery(table, where)
  let after: string[] | null = null
  let limit = 100
  for (;;) {
    const { rows }: { rows: { line: string; place: string[] }[] } = await tx.execute<{
      line: string
      place: string[]
    }>(page(after, limit))
    if (rows.length === 0) return
    after = rows.at(-1)!.place
    yield { text: rows.map(({ line }) => `${line}\n`).join(''), rows: rows.length }
    limit = Math.min(MOST_ROWS, rows.length * 2)
  }
}

function pageQuery({ name, columns, key }: ArchivedTable, where: SQL) {
  const from = sql`galley.${sql.identifier(name)}`
  const places = key.map((column) => sql`t.${sql.identifier(column.name)}`)
  const shown = columns.map((column) => sql`t.${sql.identifier(column)}`)
  const order = sql.join(places, sql`, `)
  const texts = sql.join(
    places.map((place) => sql`${place}::text`),
    sql`, `,
  )
  return (after: readonly string[] | null, limit: number): SQL => {
    const behind =
      after &&
      sql`and (${order}) > (${sql.join(
        key.map(({ type }, index) => sql`${after[index]}::text::${sql.raw(type)}`),
        sql`, `,
      )})`
    return sql`
      select line, place from (
        select line, place, number, sum(octet_length(line)) over (order by number) as bytes
        from (
          select row_number() over (order by ${order}) as number, array[${texts}] as place,
            (select row_to_json(r)::text from (select ${sql.join(shown, sql`, `)}) r) as line
          from ${from} t where ${where} ${behind ?? sql``}
          order by ${order} limit ${limit}
        ) lines
      ) sized
      where number = 1 or bytes <= ${PAGE_BYTES}
      order by number`
  }
}
