import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Services } from '../../../platform/context.ts'
import type { JobDefinition } from '../../../platform/jobs/index.ts'

export const FORGET_JOB = 'privacy.forget_user'

/** What stands where a name stood. */
const FORGOTTEN = 'Deleted user'

const Input = z.object({ userId: z.string() })
const retry = { attempts: 10, baseMs: 2000, maximumMs: 10 * 60_000 }

/**
 * Takes the name of a deleted person out of what they made, in every workspace; the id stays, so
 * that two of them are still two. Workspace by workspace: nobody waits long.
 */
export function forgetJob(services: Services): JobDefinition {
  return {
    name: FORGET_JOB,
    version: 1,
    async run(run, input) {
      const { userId } = Input.parse(input)
      const columns = await run.step('look', () => nameColumns(services), { retry })
      for (const { table, column } of columns) {
        const work = ({ signal }: { signal: AbortSignal }) =>
          forget(services, { table, column, userId, signal })
        await run.step(`${table}.${column}`, work, { retry })
      }
      return null
    },
  }
}

interface NameColumn {
  table: string
  column: string
}

/**
 * Columns that say who did something, with the name that they had then. The audit log's is left: its
 * chain would break, and who did what is what it is for; its retention policy ends it.
 */
async function nameColumns({ db }: Services): Promise<NameColumn[]> {
  const { rows } = await db.system.execute<{ table: string; column: string }>(sql`
    select c.table_name as "table", c.column_name as "column" from information_schema.columns c
    where c.table_schema = 'galley' and c.column_name in ('actor', 'author')
      and c.data_type = 'jsonb' and c.table_name <> 'audit_entries'
      and exists (select from information_schema.columns w where w.table_schema = 'galley'
        and w.table_name = c.table_name and w.column_name = 'workspace_id')
    order by 1, 2`)
  return rows
}

/** Looked for once over all workspaces, and then taken out of one after the other. */
async function forget(
  { db }: Services,
  { table, column, userId, signal }: NameColumn & { userId: string; signal: AbortSignal },
): Promise<number> {
  const [name, actor] = [sql.identifier(table), sql.identifier(column)]
  const isNamed = sql`${actor} ->> 'id' = ${userId} and ${actor} ->> 'kind' = 'user'
    and ${actor} ->> 'name' <> ${FORGOTTEN}`
  const { rows } = await db.system.execute<{ workspace_id: string }>(
    sql`select distinct workspace_id from galley.${name} where ${isNamed}`,
  )
  let forgotten = 0
  for (const { workspace_id: workspaceId } of rows) {
    signal.throwIfAborted()
    const { rowCount } = await db.systemTransaction((tx) =>
      tx.execute<never>(sql`
        update galley.${name}
        set ${actor} = jsonb_set(${actor}, '{name}', to_jsonb(${FORGOTTEN}::text))
        where workspace_id = ${workspaceId} and ${isNamed}`),
    )
    forgotten += rowCount ?? 0
  }
  return forgotten
}
