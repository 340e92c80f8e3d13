import type { SQL } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'
import type { ArchivedTable } from './catalogue.ts'
import { readRows } from './read-rows.ts'
import type { Entry } from './write-archive.ts'

const encoder = new TextEncoder()

/** `data/<table>.ndjson`: one JSON object a line, in the order of the primary key. */
export function tableEntry(
  tx: Pick<Transaction, 'execute'>,
  table: ArchivedTable,
  where: SQL,
): Entry {
  let rows = 0
  async function* bytes() {
    for await (const page of readRows(tx, table, where)) {
      rows += page.rows
      yield encoder.encode(page.text)
    }
  }
  return { name: `data/${table.name}.ndjson`, bytes: bytes(), rows: () => rows }
}
