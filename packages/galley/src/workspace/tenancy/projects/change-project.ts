import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize } from '../authority.ts'
import { projectChanged } from '../events.ts'
import { Description, Name } from '../names.ts'
import { projects } from '../tables.ts'
import { getProjectInWorkspace, projectColumns, requireFreeName } from './project.ts'
import type { Project } from './project.ts'

export const ChangeProjectInput = z.object({
  projectId: z.string(),
  name: Name.optional(),
  description: Description.optional(),
})
export type ChangeProjectInput = z.infer<typeof ChangeProjectInput>

/** Gives a project another name or description. */
export async function changeProject({
  ctx,
  input,
}: VerbArgs<ChangeProjectInput>): Promise<Project> {
  requirePermission(ctx, 'projects.write')
  const { projectId, ...changes } = ChangeProjectInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    const { projectIds } = await lockAndAuthorize(tx, ctx, 'projects.write')
    const before = await getProjectInWorkspace(
      tx,
      { workspaceId: ctx.workspaceId, projectIds },
      projectId,
    )
    const { name = before.name, description = before.description } = changes
    if (name === before.name && description === before.description) return before
    await requireFreeName(tx, ctx, name, projectId)
    const [after] = await tx
      .update(projects)
      .set({ name, description })
      .where(and(eq(projects.workspaceId, ctx.workspaceId), eq(projects.id, projectId)))
      .returning(projectColumns)
    await audit(tx, ctx, {
      action: 'project.change',
      subject: projectId,
      before: { name: before.name },
      after: { name },
    })
    emit(tx, ctx, projectChanged, projectId, { name })
    return after!
  })
}
