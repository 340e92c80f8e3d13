import { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db/index.ts'
import { defineCodes, NotFoundError } from '../../platform/error.ts'
import { Author, readStepKey } from '../../platform/jobs/index.ts'
import type { JobRecord, StepRecord } from '../../platform/jobs/index.ts'
import { JobReference } from './job-references.ts'
import { JobWait } from './job-wait.ts'

export const jobCodes = defineCodes({
  JOB_NOT_FOUND:
    'There is no job {jobId} in this workspace. GET /api/v1/jobs lists those there are.',
  PIPELINE_UNKNOWN: 'There is no pipeline "{pipeline}"; these are there: {known}.',
  STEP_UNKNOWN: 'There is no step "{step}"; these are there: {known}.',
})

export const JobStatus = z.enum([
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
])
export type JobStatus = z.infer<typeof JobStatus>

const JobError = z.object({
  code: z.string(),
  kind: z.string().optional(),
  message: z.string(),
  step: z.string().optional(),
})

/** What a job or a step has used. Costs are micro-units of US dollars; null when not known. */
const Usage = z.object({
  calls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  cachedTokens: z.int(),
  costMicros: z.int().nullable(),
  models: z.array(z.string()),
})

export const JobStep = z
  .object({
    key: z.string(),
    name: z.string().describe('The key without what tells apart those that run side by side.'),
    part: z.string().nullable().describe('That part of the key: `3`, `overview`.'),
    index: z.int().nullable().describe('The part as a number: which chapter it is.'),
    step: z.string().nullable(),
    status: z.enum(['running', 'retrying', 'succeeded', 'failed']),
    attempts: z.int(),
    startedAt: z.date(),
    finishedAt: z.date().nullable(),
    wakeAt: z.date().nullable().describe('When it is tried again.'),
    usage: Usage.nullable(),
    error: JobError.nullable(),
  })
  .meta({ id: 'JobStep' })
export type JobStep = z.infer<typeof JobStep>

export const JobSummary = z
  .object({
    id: z.string(),
    projectId: z.string().nullable(),
    name: z.string(),
    status: JobStatus,
    progress: z.number(),
    progressMessage: z.string().nullable(),
    error: JobError.nullable(),
    usage: Usage,
    budgetMicros: z.int().nullable(),
    parentId: z.string().nullable(),
    attempts: z.int(),
    startedBy: Author,
    /** What it was given and what came of it, as far as they are things of the workspace. */
    inputs: z.array(JobReference),
    results: z.array(JobReference),
    waiting: JobWait.nullable().describe('Why it does not run, while it could.'),
    isCancellable: z.boolean(),
    isRedrivable: z.boolean(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    finishedAt: z.date().nullable(),
  })
  .meta({ id: 'JobSummary' })
export type JobSummary = z.infer<typeof JobSummary>

export const Job = JobSummary.extend({
  output: z.unknown().describe("The pipeline's or step's output, once it succeeded."),
  steps: z.array(JobStep),
  children: z.array(JobSummary).describe('Jobs that it started and waits for.'),
}).meta({ id: 'Job' })
export type Job = z.infer<typeof Job>

/** What every asynchronous POST answers. */
export const JobAccepted = z.object({ jobId: z.string() }).meta({ id: 'JobAccepted' })
export type JobAccepted = z.infer<typeof JobAccepted>

export async function getJobInWorkspace(
  tx: Transaction,
  ctx: Context,
  jobId: string,
): Promise<JobRecord> {
  const job = await ctx.jobs.get(tx, ctx.workspaceId, jobId)
  if (!job) throw new NotFoundError(jobCodes.JOB_NOT_FOUND, { jobId })
  return job
}

/** Steps in the order in which they began, with what their keys say. */
export const toSteps = (steps: readonly StepRecord[]): JobStep[] =>
  steps.map((step) => ({ ...step, ...readStepKey(step.key) }))
