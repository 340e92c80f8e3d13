import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineCodes, InvalidError, NotFoundError } from '../../platform/error.ts'
import { withTransaction } from '../../platform/verb.ts'
import { projects } from './tables.ts'

export const projectCodes = defineCodes({
  PROJECT_NOT_FOUND:
    'There is no project {projectId} here, or it is archived, or not among yours. GET /api/v1/projects lists those there are.',
  PROJECT_REQUIRED:
    'You work in several projects of this workspace: say with project_id which one this belongs to.',
})

/** @throws NotFoundError for a project that is not there, is archived, or is not among the caller's. */
export async function requireProject(
  tx: Transaction,
  ctx: Context,
  projectId: string,
): Promise<void> {
  const isTheirs = !ctx.projectIds || ctx.projectIds.includes(projectId)
  const found =
    isTheirs &&
    (await tx.$count(
      projects,
      and(
        eq(projects.workspaceId, ctx.workspaceId),
        eq(projects.id, projectId),
        isNull(projects.archivedAt),
      ),
    ))
  if (!found) throw new NotFoundError(projectCodes.PROJECT_NOT_FOUND, { projectId })
}

/**
 * The same caller, narrowed to the project that something new is to belong to: the one they name,
 * or else their only one. Whoever sees the whole workspace and names none makes it for all of it.
 *
 * @throws InvalidError (`project_required`) when several could be meant.
 * @example
 * const own = await inProject(ctx, input.projectId)
 * await withTransaction(own, (tx) => tx.insert(documents).values(…)) // with its project
 */
export async function inProject(ctx: Context, projectId: string | undefined): Promise<Context> {
  if (projectId === undefined) {
    if (!ctx.projectIds || ctx.projectIds.length === 1) return ctx
    const fields = [{ pointer: '/project_id', message: 'Name one of your projects.' }]
    throw new InvalidError(projectCodes.PROJECT_REQUIRED, {}, { fields })
  }
  await withTransaction(ctx, (tx) => requireProject(tx, ctx, projectId))
  // By descriptors, since some of a context's parts are made on demand.
  const own = Object.defineProperties({}, Object.getOwnPropertyDescriptors(ctx)) as Context
  return Object.assign(own, { projectIds: [projectId] })
}
