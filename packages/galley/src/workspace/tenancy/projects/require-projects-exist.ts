import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { NotFoundError } from '../../../platform/error.ts'
import { projectCodes } from '../in-project.ts'
import { projects } from '../tables.ts'

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
  throw new NotFoundError(projectCodes.PROJECT_NOT_FOUND, { projectId: unknown })
}
