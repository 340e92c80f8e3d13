import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { InvalidError, NotFoundError } from '../../../platform/error.ts'
import { tenancyCodes } from '../codes.ts'
import { projects } from '../tables.ts'
import { getProjectInWorkspace } from './project.ts'

/**
 * The project that something new goes into: one of this workspace, open, and within what the caller
 * is narrowed to. Null, for the workspace as a whole, to those who see all of it.
 *
 * @throws NotFoundError `project_not_found`; InvalidError `project_required`
 * @example
 * const projectId = await requireProject(tx, ctx, input.projectId)
 */
export async function requireProject(
  tx: Transaction,
  ctx: Pick<Context, 'workspaceId' | 'projectIds'>,
  projectId: string | null | undefined,
): Promise<string | null> {
  if (projectId === null || projectId === undefined) {
    if (!ctx.projectIds) return null
    const fields = [{ pointer: '/project_id', message: 'Name one of your projects' }]
    const projectIds = ctx.projectIds.join(', ')
    throw new InvalidError(tenancyCodes.PROJECT_REQUIRED, { projectIds }, { fields })
  }
  const project = await getProjectInWorkspace(tx, ctx, projectId)
  if (project.archivedAt) throw new NotFoundError(tenancyCodes.PROJECT_NOT_FOUND, { projectId })
  return project.id
}

/** For what narrows somebody or something: all of them are of this workspace, archived or not. */
export async function requireProjectsExist(
  tx: Transaction,
  { workspaceId }: Pick<Context, 'workspaceId'>,
  projectIds: readonly string[] | null,
): Promise<void> {
  if (!projectIds) return
  const found = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.workspaceId, workspaceId), inArray(projects.id, [...projectIds])))
  const unknown = projectIds.find((id) => !found.some((project) => project.id === id))
  if (unknown === undefined) return
  throw new NotFoundError(tenancyCodes.PROJECT_NOT_FOUND, { projectId: unknown })
}
