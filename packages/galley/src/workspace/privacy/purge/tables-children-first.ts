import { sql } from 'drizzle-orm'
import type { Transaction } from '../../../platform/db/index.ts'

/**
 * Every table with a `workspace_id`, so ordered that rows are deleted before those that they refer
 * to. Asked of the database each time: a table that is new is in it.
 */
export async function tablesChildrenFirst(tx: Pick<Transaction, 'execute'>): Promise<string[]> {
  const { rows } = await tx.execute<{ name: string; parents: string[] }>(sql`
    select c.relname as name, array(
      select distinct p.relname::text from pg_constraint f join pg_class p on p.oid = f.confrelid
      where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid
    ) as parents
    from pg_class c
    where c.relnamespace = 'galley'::regnamespace and c.relkind in ('r', 'p')
      and exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
    order by c.relname collate "C"`)
  const ordered: string[] = []
  const waiting = new Map(rows.map(({ name, parents }) => [name, parents]))
  while (waiting.size > 0) {
    const stillReferred = new Set([...waiting.values()].flat())
    const free = [...waiting.keys()].filter((name) => !stillReferred.has(name))
    // Tables that refer to each other in a circle are left to the database to sort out.
    const next = free.length > 0 ? free : [...waiting.keys()]
    for (const name of next) waiting.delete(name)
    ordered.push(...next)
  }
  return ordered
}
