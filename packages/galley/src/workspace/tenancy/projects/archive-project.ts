import { and, eq, sql } from 'drizzle-orm'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize } from '../authority.ts'
import { projectArchived, projectUnarchived } from '../events.ts'
import { projects } from '../tables.ts'
import { GetProjectInput } from './get-project.ts'
import { getProjectInWorkspace, projectColumns } from './project.ts'
import type { Project } from './project.ts'

/** Archives a project: what is in it stays readable, and nothing new goes in. */
export const archiveProject = (args: VerbArgs<GetProjectInput>): Promise<Project> =>
  setArchived(args, true)

/** Opens an archived project again. */
export const unarchiveProject = (args: VerbArgs<GetProjectInput>): Promise<Project> =>
  setArchived(args, false)

async function setArchived(
  { ctx, input }: VerbArgs<GetProjectInput>,
  isArchived: boolean,
): Promise<Project> {
  requirePermission(ctx, 'projects.write')
  const { projectId } = GetProjectInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const { projectIds } = await lockAndAuthorize(tx, ctx, 'projects.write')
    const before = await getProjectInWorkspace(
      tx,
      { workspaceId: ctx.workspaceId, projectIds },
      projectId,
    )
    if ((before.archivedAt !== null) === isArchived) return before
    const [after] = await tx
      .update(projects)
      .set({ archivedAt: isArchived ? sql`now()` : null })
      .where(and(eq(projects.workspaceId, ctx.workspaceId), eq(projects.id, projectId)))
      .returning(projectColumns)
    const action = isArchived ? 'project.archive' : 'project.unarchive'
    await audit(tx, ctx, { action, subject: projectId })
    emit(tx, ctx, isArchived ? projectArchived : projectUnarchived, projectId, {})
    return after!
  })
}
