import { sql } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'
import { secretColumns } from './archive-policy.ts'

/** A table of ours, as the database describes it. */
export interface ArchivedTable {
  name: string
  columns: string[]
  /** Its primary key, in order, with the types of the columns. */
  key: { name: string; type: string }[]
}

/** Every table that has this column, by name: whose rows belong to a workspace, or to a person. */
export async function tablesWith(
  tx: Pick<Transaction, 'execute'>,
  column: 'workspace_id' | 'user_id',
): Promise<ArchivedTable[]> {
  return readTables(
    tx,
    sql`exists (select from pg_attribute a
    where a.attrelid = c.oid and a.attname = ${column} and not a.attisdropped)`,
  )
}

/** Tables by their names. */
export const tablesNamed = (
  tx: Pick<Transaction, 'execute'>,
  names: readonly string[],
): Promise<ArchivedTable[]> => readTables(tx, sql`c.relname = any(${sql.param([...names])})`)

async function readTables(
  tx: Pick<Transaction, 'execute'>,
  where: ReturnType<typeof sql>,
): Promise<ArchivedTable[]> {
  const { rows } = await tx.execute<{ table: ArchivedTable }>(sql`
    select json_build_object(
      'name', c.relname,
      'columns', (
        select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
      'key', (
        select coalesce(json_agg(json_build_object('name', a.attname,
          'type', format_type(a.atttypid, a.atttypmod)) order by k.place), '[]')
        from pg_index i
        cross join unnest(i.indkey::int2[]) with ordinality k (number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary)) as "table"
    from pg_class c
    where c.relnamespace = 'galley'::regnamespace and c.relkind in ('r', 'p') and ${where}
    order by c.relname collate "C"`)
  return rows.map(({ table }) => table)
}

/** The same table without what stays behind. */
export function withoutSecrets(table: ArchivedTable): ArchivedTable {
  const secret = secretColumns[table.name] ?? {}
  return { ...table, columns: table.columns.filter((name) => !Object.hasOwn(secret, name)) }
}
