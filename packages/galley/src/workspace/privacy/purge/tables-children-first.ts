import { sql } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'

export interface TenantTable {
  name: string
  /** Whether the rows of a workspace are found without reading those of all. */
  isIndexed: boolean
}

/**
 * Every table with a `workspace_id`, so ordered that rows are deleted before those that they refer
 * to. Asked of the database each time: a table that is new is in it.
 */
export async function tablesChildrenFirst(
  tx: Pick<Transaction, 'execute'>,
): Promise<TenantTable[]> {
  const { rows } = await tx.execute<{ table: TenantTable; parents: string[] }>(sql`
    select json_build_object('name', c.relname, 'isIndexed', exists (
        select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum
          and i.indpred is null)) as "table",
      array(
        select distinct p.relname::text from pg_constraint f join pg_class p on p.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = 'galley'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname collate "C"`)
  const ordered: TenantTable[] = []
  for (let waiting = rows; waiting.length > 0;) {
    const stillReferred = new Set(waiting.flatMap(({ parents }) => parents))
    const free = waiting.filter(({ table }) => !stillReferred.has(table.name))
    // Tables that refer to each other in a circle are left to the database to sort out.
    const next = new Set(free.length > 0 ? free : waiting)
    ordered.push(...[...next].map(({ table }) => table))
    waiting = waiting.filter((row) => !next.has(row))
  }
  return ordered
}
