import { and, eq, gte, isNull, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { InvalidError } from '../../platform/error.ts'
import { codes } from './codes.ts'
import { usageEvents } from './tables.ts'

/** One provider call, as the API shows it. */
export const Usage = z.object({
  id: z.string(),
  projectId: z.string().nullable(),
  jobId: z.string().nullable(),
  step: z.string().nullable(),
  documentId: z.string().nullable(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  prompt: z.string().describe('`id@version`.'),
  model: z.string().describe('`provider:model`.'),
  provider: z.string(),
  operation: z.string(),
  status: z.enum(['ok', 'error', 'aborted', 'timeout', 'rate_limited', 'invalid_output']),
  attempt: z.int(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  cachedTokens: z.int().nullable(),
  costMicros: z.int().nullable().describe('Micro-units of US dollars; null when not known.'),
  latencyMs: z.int(),
  startedAt: z.date(),
  createdAt: z.date(),
})
export type Usage = z.infer<typeof Usage>

const day = z.iso.date()

/** What usage can be asked by: spread into the input of every verb that reads it. */
export const usageFilter = {
  from: day.optional().describe('First day, UTC.'),
  to: day.optional().describe('Last day, UTC.'),
  documentId: z.string().optional(),
  projectId: z.string().optional(),
  model: z.string().optional().describe('`provider:model`.'),
  step: z.string().optional(),
  jobId: z.string().optional(),
  memberId: z.string().optional().describe('What this person or key used, or had jobs use.'),
}
const UsageFilter = z.object(usageFilter)
type UsageFilter = z.infer<typeof UsageFilter>

/** Sums over a group of calls. */
export const usageSums = {
  calls: z.int(),
  failedCalls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  cachedTokens: z.int(),
  costMicros: z.int().describe('What is known of the cost, in micro-units of US dollars.'),
  unpricedCalls: z.int().describe('Calls whose cost is not known, and so not in the sum.'),
}

/** The same sums in SQL, for events and for whoever compares with them. */
export const sumColumns = {
  calls: sql<number>`count(*)::int`.as('calls'),
  failedCalls: sql<number>`(count(*) filter (where status <> 'ok'))::int`.as('failed_calls'),
  inputTokens: sql<number>`coalesce(sum(input_tokens), 0)::float8`.as('input_tokens'),
  outputTokens: sql<number>`coalesce(sum(output_tokens), 0)::float8`.as('output_tokens'),
  cachedTokens: sql<number>`coalesce(sum(cached_tokens), 0)::float8`.as('cached_tokens'),
  costMicros: sql<number>`coalesce(sum(cost_micros), 0)::float8`.as('cost_micros'),
  unpricedCalls: sql<number>`(count(*) filter (where cost_micros is null))::int`.as(
    'unpriced_calls',
  ),
}

/** Rows of this workspace that fit the filter. */
export function usageWhere(
  ctx: Pick<Context, 'workspaceId'>,
  filter: UsageFilter,
): SQL | undefined {
  const { from, to, documentId, projectId, model, step, jobId, memberId } = filter
  if (from && to && from > to) throw new InvalidError(codes.USAGE_RANGE_INVALID, { from, to })
  return and(
    eq(usageEvents.workspaceId, ctx.workspaceId),
    from ? gte(usageEvents.createdAt, new Date(`${from}T00:00:00Z`)) : undefined,
    to ? lt(usageEvents.createdAt, dayAfter(to)) : undefined,
    isOfDocument(ctx, documentId),
    // Its column has an empty text where the others have null.
    projectId === undefined ? undefined : eq(usageEvents.projectId, projectId),
    equals(usageEvents.model, model),
    isOfStep(step),
    equals(usageEvents.jobId, jobId),
    memberId === undefined ? undefined : sql`${usageEvents.actor} ->> 'id' = ${memberId}`,
  )
}

/** The step without the part of its key that tells chapters apart. */
export const stepName = sql<string | null>`split_part(${usageEvents.step}, '/', 1)`

function isOfStep(step: string | undefined): SQL | undefined {
  if (step === undefined || step === '') return equals(usageEvents.step, step)
  return or(eq(usageEvents.step, step), eq(stepName, step))
}

/** The document that a call was for, or that the call's job made. */
export const documentOf = sql<string | null>`coalesce(${usageEvents.documentId}, (
  select made.document_id from galley.document_versions made
  where made.workspace_id = ${usageEvents.workspaceId} and made.job_id = ${usageEvents.jobId}
  order by made.created_at limit 1))`

function isOfDocument(
  { workspaceId }: Pick<Context, 'workspaceId'>,
  documentId: string | undefined,
): SQL | undefined {
  if (documentId === undefined) return undefined
  if (documentId === '') return sql`${documentOf} is null`
  const jobs = sql`(select made.job_id from galley.document_versions made
    where made.workspace_id = ${workspaceId} and made.document_id = ${documentId})`
  return or(
    eq(usageEvents.documentId, documentId),
    and(isNull(usageEvents.documentId), sql`${usageEvents.jobId} in ${jobs}`),
  )
}

type Column = (typeof usageEvents)['model' | 'step' | 'jobId']

/** An empty value asks for the rows that have none. */
function equals(column: Column, value: string | undefined): SQL | undefined {
  if (value === undefined) return undefined
  return value === '' ? isNull(column) : eq(column, value)
}

function dayAfter(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000)
}
