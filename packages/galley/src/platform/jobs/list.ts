import { and, count, eq, inArray, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { contains } from '../db/index.ts'
import type { Transaction } from '../db/index.ts'
import { toPage } from '../http/cursor.ts'
import { defineSort } from '../http/sort.ts'
import type { JobFilter, JobRecord, Jobs, JobStatus } from './contract.ts'
import { toJobRecord } from './record.ts'
import type { JobRow } from './record.ts'
import { jobs } from './tables.ts'

export const jobSort = defineSort('jobs', jobs.id, {
  cost: { of: sql`coalesce(${jobs.costMicros}, 0)`, kind: 'number' },
  duration: {
    of: sql`coalesce((extract(epoch from ${jobs.finishedAt} - ${jobs.startedAt}) * 1000)::bigint, 0)`,
    kind: 'number',
  },
})

const groups: Record<NonNullable<JobFilter['group']>, readonly JobStatus[]> = {
  active: ['queued', 'running', 'waiting'],
  finished: ['succeeded', 'failed', 'cancelled'],
  dead_letters: ['failed'],
}

function fits(workspaceId: string, filter: JobFilter): SQL | undefined {
  const { status, group, name, search, projectId, parentId, startedBy } = filter
  return and(
    eq(jobs.workspaceId, workspaceId),
    status && eq(jobs.status, status),
    // As an equation, so that the index of dead letters serves.
    group === 'dead_letters' ? eq(jobs.status, sql`'failed'`) : undefined,
    group && group !== 'dead_letters' ? inArray(jobs.status, [...groups[group]]) : undefined,
    name ? eq(jobs.name, name) : undefined,
    search ? or(contains(jobs.name, search), eq(jobs.id, search)) : undefined,
    projectId ? eq(jobs.projectId, projectId) : undefined,
    parentId ? eq(jobs.parentId, parentId) : undefined,
    startedBy ? sql`${jobs.actor} ->> 'id' = ${startedBy}` : undefined,
  )
}

/** A page of jobs, newest first unless another order is asked for. */
export const listJobs: Jobs['list'] = async (tx, workspaceId, filter, page) => {
  const { limit, sort = 'created', order = 'desc', cursor } = page
  const seek = jobSort.seek({ sort, order, cursor })
  const rows = await tx
    .select({ id: jobs.id, sortKey: seek.sortKey, row: sql<JobRow>`row_to_json(jobs)` })
    .from(jobs)
    .where(and(fits(workspaceId, filter), seek.where))
    .orderBy(...seek.orderBy)
    .limit(limit + 1)
  const { items, nextCursor } = toPage(rows, limit, seek.cursorOf)
  return { items: items.map(({ row }): JobRecord => toJobRecord(row)), nextCursor }
}

export async function countJobs(
  tx: Transaction,
  workspaceId: string,
  filter: Omit<JobFilter, 'status' | 'group'>,
): Promise<Record<JobStatus, number>> {
  const rows = await tx
    .select({ status: jobs.status, count: count() })
    .from(jobs)
    .where(fits(workspaceId, filter))
    .groupBy(jobs.status)
  const none = { queued: 0, running: 0, waiting: 0, succeeded: 0, failed: 0, cancelled: 0 }
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.status, row.count])) }
}
