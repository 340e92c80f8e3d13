import { z } from 'zod'
import { defineRoute, eventStream } from '../../platform/http/index.ts'
import { cancelJob, CancelJobInput } from './cancel-job.ts'
import { getJob, GetJobInput } from './get-job.ts'
import { Job } from './job.ts'
import { JobPage, listJobs, ListJobsInput } from './list-jobs.ts'
import { JobLogPage, readJobLog, ReadJobLogInput } from './read-job-log.ts'
import { presentJob, withoutInternals } from './present-job.ts'
import { redriveJob, RedriveJobInput } from './redrive-job.ts'

const tag = 'jobs'
const after = z
  .int()
  .min(0)
  .optional()
  .describe('Events behind this number; a Last-Event-ID header says the same and wins.')

export const jobRoutes = [
  defineRoute({
    method: 'GET',
    path: '/jobs',
    tag,
    name: 'list',
    summary: 'Lists jobs, newest first or in another order; with group=dead_letters what failed.',
    permission: 'jobs.read',
    input: ListJobsInput,
    output: JobPage,
    async handle({ ctx, input }) {
      const { items, ...page } = await listJobs({ ctx, input })
      return { ...page, items: items.map(withoutInternals) }
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/jobs/{job_id}',
    tag,
    name: 'get',
    isTool: true,
    summary: 'Reads a job: status, progress, steps with times, attempts, tokens and cost, output.',
    permission: 'jobs.read',
    input: GetJobInput,
    output: Job,
    handle: async ({ ctx, input }) => presentJob(ctx, await getJob({ ctx, input })),
  }),
  defineRoute({
    method: 'GET',
    path: '/jobs/{job_id}/log',
    tag,
    name: 'log',
    summary: 'Reads what happened in a job, line by line, oldest first.',
    permission: 'jobs.read',
    input: ReadJobLogInput,
    output: JobLogPage,
    handle: ({ ctx, input }) => readJobLog({ ctx, input }),
  }),
  defineRoute({
    method: 'GET',
    path: '/jobs/{job_id}/events',
    tag,
    name: 'events',
    summary: "Streams a job's events (server-sent events) from the first one; ends with the job.",
    permission: 'jobs.read',
    input: GetJobInput.extend({ after }),
    output: z.unknown(),
    produces: ['text/event-stream'],
    async handle({ ctx, input, request }) {
      const { id: jobId } = await getJob({ ctx, input })
      return eventStream({ ctx, request, jobId, after: input.after ?? 0 })
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/jobs/{job_id}/cancel',
    tag,
    name: 'cancel',
    isTool: true,
    summary: 'Stops a job and its children.',
    permission: 'jobs.write',
    input: CancelJobInput,
    output: Job,
    handle: async ({ ctx, input }) => presentJob(ctx, await cancelJob({ ctx, input })),
  }),
  defineRoute({
    method: 'POST',
    path: '/jobs/{job_id}/redrive',
    tag,
    name: 'redrive',
    summary: 'Puts a failed or cancelled job back in line, behind its finished steps.',
    permission: 'jobs.write',
    input: RedriveJobInput,
    output: Job,
    handle: async ({ ctx, input }) => presentJob(ctx, await redriveJob({ ctx, input })),
  }),
  defineRoute({
    method: 'GET',
    path: '/events',
    tag: 'events',
    name: 'stream',
    summary: "Streams the workspace's events (server-sent events) as they happen.",
    permission: 'jobs.read',
    input: z.object({ after }),
    output: z.unknown(),
    produces: ['text/event-stream'],
    async handle({ ctx, input, request }) {
      return eventStream({
        ctx,
        request,
        ...(input.after === undefined ? {} : { after: input.after }),
      })
    },
  }),
]
