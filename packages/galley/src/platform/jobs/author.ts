import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor, Context } from '../context.ts'
import type { Transaction } from '../db/index.ts'

/** Who did it, as people call them: for a job, whoever started it. */
export const Author = z
  .object({
    kind: z.string(),
    id: z.string(),
    name: z.string().nullable().describe('For a job, the name of whoever started it.'),
  })
  .meta({ id: 'Author' })
export type Author = z.infer<typeof Author>

/** What a job is called, and who started it, or the job that it is a child of. */
export interface JobOrigin extends Record<string, unknown> {
  id: string
  name: string
  starter: Actor | null
}

/** The origins of jobs by id. Those that were swept away are not there. */
export async function findJobOrigins(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId'>,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, JobOrigin>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.execute<JobOrigin>(sql`
    select j.id, j.name, galley.jobs_starter(j.id) as starter from galley.jobs j
    where j.workspace_id = ${ctx.workspaceId} and j.id = any(${sql.param(wanted)})`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The job that an actor is; null for people, keys and the rest. */
export const jobIdOf = (actor: Actor | null): string | null =>
  actor?.kind === 'job' ? actor.id : null

/** An actor with the name of whoever is behind it. */
export function toAuthor(actor: Actor, origins: ReadonlyMap<string, JobOrigin>): Author {
  const { kind, id } = actor
  const known = kind === 'job' ? (origins.get(id)?.starter ?? null) : actor
  return { kind, id, name: known && 'name' in known ? known.name : null }
}
