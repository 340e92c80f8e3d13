import { and, eq, getColumns, inArray, ne, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import type { Transaction } from '../../../platform/db/index.ts'
import { ConflictError, NotFoundError } from '../../../platform/error.ts'
import { tenancyCodes } from '../codes.ts'
import { projectCodes } from '../in-project.ts'
import { projects } from '../tables.ts'

export const Project = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    createdAt: z.date(),
    archivedAt: z.date().nullable(),
  })
  .meta({ id: 'Project' })
export type Project = z.infer<typeof Project>

const { workspaceId: _, ...columns } = getColumns(projects)
export const projectColumns = columns

export type Narrowed = Pick<Context, 'workspaceId'> & { projectIds?: readonly string[] | null }

/** Those of the workspace that the caller can see. */
export const visibleTo = ({ workspaceId, projectIds }: Narrowed): SQL | undefined =>
  and(
    eq(projects.workspaceId, workspaceId),
    projectIds ? inArray(projects.id, [...projectIds]) : undefined,
  )

/** The row, or NotFoundError: also when it is in another workspace or outside the caller's projects. */
export async function getProjectInWorkspace(
  tx: Transaction,
  ctx: Narrowed,
  projectId: string,
): Promise<Project> {
  const [row] = await tx
    .select(columns)
    .from(projects)
    .where(and(visibleTo(ctx), eq(projects.id, projectId)))
  if (!row) throw new NotFoundError(projectCodes.PROJECT_NOT_FOUND, { projectId })
  return row
}

/** Under the workspace's lock, so that nobody takes the name meanwhile. */
export async function requireFreeName(
  tx: Transaction,
  { workspaceId }: Narrowed,
  name: string,
  exceptId = '',
): Promise<void> {
  const isTaken = await tx.$count(
    projects,
    and(
      eq(projects.workspaceId, workspaceId),
      sql`lower(${projects.name}) = lower(${name})`,
      ne(projects.id, exceptId),
    ),
  )
  if (isTaken) throw new ConflictError(tenancyCodes.PROJECT_NAME_TAKEN, { name })
}
