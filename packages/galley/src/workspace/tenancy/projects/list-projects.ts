import { and, asc, gt, isNotNull, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { defineCursor, Page, pageInput, toPage } from '../../../platform/http/index.ts'
import { requirePermission, withTransaction } from '../../../platform/verb.ts'
import type { VerbArgs } from '../../../platform/verb.ts'
import { projects } from '../tables.ts'
import { Project, projectColumns, visibleTo } from './project.ts'

export const ListProjectsInput = z.object({
  status: z.enum(['open', 'archived', 'all']).default('open'),
  ...pageInput,
})
export type ListProjectsInput = z.input<typeof ListProjectsInput>

export const ProjectPage = Page(Project)
export type ProjectPage = z.infer<typeof ProjectPage>

const projectCursor = defineCursor('projects', z.string())

/** The projects that the caller can see, oldest first. */
export async function listProjects({
  ctx,
  input,
}: VerbArgs<ListProjectsInput>): Promise<ProjectPage> {
  requirePermission(ctx, 'projects.read')
  const { cursor, limit, status } = ListProjectsInput.parse(input)
  const inStatus = {
    open: isNull(projects.archivedAt),
    archived: isNotNull(projects.archivedAt),
    all: undefined,
  }[status]
  const after = cursor ? gt(projects.id, projectCursor.decode(cursor)) : undefined
  const rows = await withTransaction(ctx, (tx) =>
    tx
      .select(projectColumns)
      .from(projects)
      .where(and(visibleTo(ctx), inStatus, after))
      .orderBy(asc(projects.id))
      .limit(limit + 1),
  )
  return toPage(rows, limit, ({ id }) => projectCursor.encode(id))
}
