import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Services } from '../../../platform/context.ts'
import type { JobDefinition } from '../../../platform/jobs/index.ts'

export const FORGET_JOB = 'privacy.forget_user'

/** What stands where a name stood. */
const FORGOTTEN = 'Deleted user'

/**
 * Columns that say who did something, with the name that they had then. The audit log's is left: its
 * chain would break, and who did what is what it is for; its retention policy ends it.
 */
const nameColumns = [
  ['document_versions', 'author'],
  ['events', 'actor'],
  ['jobs', 'actor'],
  ['usage_events', 'actor'],
] as const

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
      for (const [table, column] of nameColumns) {
        await run.step(table, ({ signal }) => forget(services, { table, column, userId, signal }), {
          retry,
        })
      }
      return null
    },
  }
}

async function forget(
  { db }: Services,
  {
    table,
    column,
    userId,
    signal,
  }: { table: string; column: string; userId: string; signal: AbortSignal },
): Promise<number> {
  const [name, actor] = [sql.identifier(table), sql.identifier(column)]
  const { rows } = await db.system.execute<{ id: string }>(
    sql`select id from galley.workspaces order by id collate "C"`,
  )
  let forgotten = 0
  for (const { id: workspaceId } of rows) {
    signal.throwIfAborted()
    const { rowCount } = await db.systemTransaction((tx) =>
      tx.execute<never>(sql`
        update galley.${name} set ${actor} = jsonb_set(${actor}, '{name}', to_jsonb(${FORGOTTEN}::text))
        where workspace_id = ${workspaceId} and ${actor} ->> 'id' = ${userId}
          and ${actor} ->> 'kind' = 'user' and ${actor} ->> 'name' <> ${FORGOTTEN}`),
    )
    forgotten += rowCount ?? 0
  }
  return forgotten
}
