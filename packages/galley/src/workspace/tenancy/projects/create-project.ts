import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { ConflictError } from '../../../platform/error.ts'
import { newId } from '../../../platform/id.ts'
import { emit, requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { audit } from '../../audit/index.ts'
import { lockAndAuthorize, requireWithinProjects } from '../authority.ts'
import { tenancyCodes } from '../codes.ts'
import { projectCreated } from '../events.ts'
import { Description, Name } from '../names.ts'
import { projects } from '../tables.ts'
import { projectColumns, requireFreeName } from './project.ts'
import type { Project } from './project.ts'

const MOST_PROJECTS = 1000

export const CreateProjectInput = z.object({ name: Name, description: Description.default('') })
export type CreateProjectInput = z.input<typeof CreateProjectInput>

/** Makes a project. Somebody who is narrowed to projects could not see it, and so makes none. */
export async function createProject({
  ctx,
  input,
}: VerbArgs<CreateProjectInput>): Promise<Project> {
  requirePermission(ctx, 'projects.write')
  const { name, description } = CreateProjectInput.parse(input)

  return withTransaction(ctx, async (tx) => {
    requireWithinProjects(await lockAndAuthorize(tx, ctx, 'projects.write'), null)
    await requireFreeName(tx, ctx, name)
    const count = await tx.$count(projects, eq(projects.workspaceId, ctx.workspaceId))
    if (count >= MOST_PROJECTS) {
      throw new ConflictError(tenancyCodes.PROJECTS_FULL, { limit: MOST_PROJECTS })
    }
    const { workspaceId } = ctx
    const [project] = await tx
      .insert(projects)
      .values({ id: newId('prj'), workspaceId, name, description })
      .returning(projectColumns)
    await audit(tx, ctx, { action: 'project.create', subject: project!.id, after: { name } })
    emit(tx, ctx, projectCreated, project!.id, { name })
    return project!
  })
}
