import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Services } from '../context.ts'
import { InvalidError } from '../error.ts'
import { sealedColumns } from './sealed-columns.ts'
import type { SealedColumn } from './sealed-columns.ts'

export interface ResealReport {
  /** Were sealed with an earlier master key, and are no longer. */
  resealed: number
  /** Were sealed with the current one. */
  current: number
  /** Could not be opened, and are left as they are. */
  unreadable: { table: string; column: string; id: string }[]
}

export interface ResealOptions {
  /** Called after each batch with the counts so far. */
  onProgress?: (report: Readonly<ResealReport>) => void
  /** Rows of one batch. Default 200. */
  batchSize?: number
  /** Stops between two batches; its reason is thrown. */
  signal?: AbortSignal
}

type Row = Record<string, string> & { sealed: string }

/**
 * Seals everything that is sealed with the current master key. Each text is replaced only if it is
 * still the one that was read, so what others write meanwhile stands; cut short, it goes on where
 * something is left to do. Any number of processes may do it at once.
 *
 * @example
 * const { resealed, unreadable } = await resealSecrets(services, { onProgress: console.log })
 * if (unreadable.length === 0) console.log('The earlier master keys are no longer needed.')
 */
export async function resealSecrets(
  services: Pick<Services, 'db' | 'secrets' | 'extensions'>,
  { onProgress, batchSize = 200, signal }: ResealOptions = {},
): Promise<ResealReport> {
  const report: ResealReport = { resealed: 0, current: 0, unreadable: [] }
  for (const column of services.extensions.get(sealedColumns)) {
    let last: Row | undefined
    do {
      signal?.throwIfAborted()
      const rows: Row[] = await readBatch(services, column, last, batchSize)
      for (const row of rows) await resealRow(services, column, row, report)
      if (rows.length > 0) onProgress?.(report)
      last = rows.length === batchSize ? rows.at(-1) : undefined
    } while (last)
  }
  return report
}

async function resealRow(
  services: Pick<Services, 'db' | 'secrets'>,
  column: SealedColumn,
  row: Row,
  report: ResealReport,
): Promise<void> {
  const { secrets } = services
  // Somebody else may write it again and again, but not for ever.
  for (let read: Row | undefined = row; read; read = await readRow(services, column, row)) {
    if (!secrets.isStale(read.sealed)) {
      report.current += 1
      return
    }
    const purpose = column.purpose(read)
    const text = await secrets.unseal(purpose, read.sealed).catch((error: unknown) => {
      if (error instanceof InvalidError) return null // anything else is not the text's fault
      throw error
    })
    if (text === null) {
      const id = column.idColumns.map((name) => read![name]).join(' ')
      report.unreadable.push({ table: column.table, column: column.column, id })
      return
    }
    if (await replace(services, column, read, await secrets.seal(purpose, text))) {
      report.resealed += 1
      return
    }
  }
}

const tableOf = ({ table }: SealedColumn) => sql`galley.${sql.identifier(table)}`
const idsOf = ({ idColumns }: SealedColumn) =>
  idColumns.map((name) => sql`${sql.identifier(name)}::text`)
const selected = ({ idColumns, column }: SealedColumn) =>
  sql`${sql.join(
    idColumns.map((name) => sql`${sql.identifier(name)}::text as ${sql.identifier(name)}`),
    sql`, `,
  )}, ${sql.identifier(column)} as sealed`

/** The next rows by id. */
async function readBatch(
  { db }: Pick<Services, 'db'>,
  column: SealedColumn,
  last: Row | undefined,
  limit: number,
): Promise<Row[]> {
  const ids = sql.join(idsOf(column), sql`, `)
  const after =
    last &&
    sql`and (${ids}) > (${sql.join(
      column.idColumns.map((name) => sql`${last[name]}`),
      sql`, `,
    )})`
  return ask(
    db,
    sql`select ${selected(column)} from ${tableOf(column)}
        where ${sql.identifier(column.column)} is not null ${after}
        order by ${ids} limit ${limit}`,
  )
}

async function readRow(
  { db }: Pick<Services, 'db'>,
  column: SealedColumn,
  row: Row,
): Promise<Row | undefined> {
  const [read] = await ask(
    db,
    sql`select ${selected(column)} from ${tableOf(column)}
        where ${isRow(column, row)} and ${sql.identifier(column.column)} is not null`,
  )
  return read
}

/** @returns false when it is no longer what was read. */
async function replace(
  { db }: Pick<Services, 'db'>,
  column: SealedColumn,
  row: Row,
  sealed: string,
): Promise<boolean> {
  const name = sql.identifier(column.column)
  const rows = await ask(
    db,
    sql`update ${tableOf(column)} set ${name} = ${sealed}
        where ${isRow(column, row)} and ${name} = ${row.sealed} returning ${name} as sealed`,
  )
  return rows.length > 0
}

const isRow = ({ idColumns }: SealedColumn, row: Row): SQL =>
  sql.join(
    idColumns.map((name) => sql`${sql.identifier(name)}::text = ${row[name]}`),
    sql` and `,
  )

/** Sealed texts are of all workspaces and of none, hence the owner's handle. */
async function ask(db: Services['db'], statement: SQL): Promise<Row[]> {
  return (await db.system.execute<Row>(statement)).rows
}
