import { z } from 'zod'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { getProjectInWorkspace } from './project.ts'
import type { Project } from './project.ts'

export const GetProjectInput = z.object({ projectId: z.string() })
export type GetProjectInput = z.infer<typeof GetProjectInput>

export async function getProject({ ctx, input }: VerbArgs<GetProjectInput>): Promise<Project> {
  requirePermission(ctx, 'projects.read')
  const { projectId } = GetProjectInput.parse(input)
  return withTransaction(ctx, (tx) => getProjectInWorkspace(tx, ctx, projectId))
}
