import { z } from 'zod'
import { JobAccepted, runStep } from '../flow/pipelines/index.ts'
import { defineRoute, Reply } from '../platform/http/index.ts'
import type { Step } from '../platform/step.ts'
import { jobFailure } from './job-failure.ts'
import { splitJobOptions, withJobOptions } from './job-options.ts'
import type { JobRoute } from './job-route.ts'

/** How long a call of a step is waited for when the caller does not say. */
const DEFAULT_WAIT_SECONDS = 25

/**
 * `POST /steps/<id>` for every step. The answer is the step's output when it is there in time, and
 * 202 with the job when it is not, or when the caller says `Prefer: respond-async`.
 */
export function stepRoutes(steps: readonly Step[]): JobRoute[] {
  return steps.map((step) => ({
    isReadOnly: step.isReadOnly,
    jobOutput: step.output,
    ...defineRoute({
      method: 'POST',
      path: `/steps/${step.id}`,
      tag: 'steps',
      name: step.id,
      summary: step.summary,
      permission: step.permission,
      input: withJobOptions(step.input),
      output: z.union([step.output, JobAccepted]),
      maximumBodyBytes: 10_000_000,
      async handle({ ctx, input, request }) {
        const { options, rest } = splitJobOptions(input)
        const waitSeconds = readWait(request.headers.get('prefer'))
        const job = await runStep({
          ctx,
          input: { ...options, step: step.id, input: rest, waitSeconds },
        })
        if (!job.finishedAt) return new Reply({ jobId: job.id }, { status: 202 })
        if (job.status !== 'succeeded') throw jobFailure(job)
        return new Reply(job.output, { headers: { 'galley-job': job.id } })
      },
    }),
  }))
}

/** RFC 7240: `Prefer: respond-async`, `Prefer: wait=10`, or both: at once, but not before that. */
function readWait(prefer: string | null): number {
  const wait = /\bwait=(\d+)/i.exec(prefer ?? '')?.[1]
  if (wait !== undefined) return Math.min(Number(wait), 60)
  return /\brespond-async\b/i.test(prefer ?? '') ? 0 : DEFAULT_WAIT_SECONDS
}
