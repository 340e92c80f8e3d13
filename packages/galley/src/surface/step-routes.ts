import { z } from 'zod'
import { estimateStep, JobAccepted, runInline, runStep } from '../flow/pipelines/index.ts'
import { defineRoute, Reply } from '../platform/http/index.ts'
import type { Route } from '../platform/http/index.ts'
import { StepEstimate } from '../platform/step.ts'
import type { Step } from '../platform/step.ts'
import { jobFailure } from './job-failure.ts'
import { splitJobOptions, withJobOptions } from './job-options.ts'
import type { JobRoute } from './job-route.ts'
import { streamInline, streamStep, wantsStream } from './step-stream.ts'

/** How long a call of a step is waited for when the caller does not say. */
const DEFAULT_WAIT_SECONDS = 25

/** The routes of every step: the call of it, and what that would cost where it can be told. */
export function stepRoutes(steps: readonly Step[]): Route[] {
  return steps.flatMap((step) => [
    step.isInline ? inlineRoute(step) : jobRoute(step),
    ...(step.estimate ? [estimateRoute(step)] : []),
  ])
}

/** What the calls of all steps have in common. */
const callOf = (step: Step) => ({
  method: 'POST' as const,
  path: `/steps/${step.id}`,
  tag: 'steps',
  name: step.id,
  summary: step.summary,
  permission: step.permission,
  alsoProduces: ['text/event-stream'],
})

/**
 * `POST /steps/<id>`. The answer is the step's output when it is there in time, and 202 with the job
 * when it is not, or when the caller says `Prefer: respond-async`; with `Accept: text/event-stream`
 * it is told as it happens.
 */
function jobRoute(step: Step): JobRoute {
  return {
    isReadOnly: step.isReadOnly,
    jobOutput: step.output,
    ...defineRoute({
      ...callOf(step),
      input: withJobOptions(step.input),
      output: z.union([step.output, JobAccepted]),
      maximumBodyBytes: 10_000_000,
      async handle({ ctx, input, request }) {
        const { options, rest } = splitJobOptions(input)
        if (wantsStream(request)) {
          return streamStep({ ctx, request, step, input: { ...options, input: rest } })
        }
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
  }
}

/** `POST /steps/<id>` of a step that runs within its request, and ends with it. */
function inlineRoute(step: Step): Route {
  return defineRoute({
    ...callOf(step),
    input: step.input as z.ZodType<Record<string, unknown>>,
    output: step.output,
    handle: async ({ ctx, input, request }) =>
      wantsStream(request)
        ? streamInline({ ctx, request, step, input })
        : runInline({ ctx, step, input }),
  })
}

/** `POST /steps/<id>/estimate`, with the input of the step itself. */
function estimateRoute(step: Step): Route {
  return defineRoute({
    method: 'POST',
    path: `/steps/${step.id}/estimate`,
    tag: 'steps',
    name: `${step.id}.estimate`,
    summary: `Tells what ${step.id} would cost at most; nothing is made.`,
    permission: step.permission,
    input: step.input,
    output: StepEstimate,
    handle: ({ ctx, input }) => estimateStep({ ctx, input: { step: step.id, input } }),
  })
}

/** RFC 7240: `Prefer: respond-async`, `Prefer: wait=10`, or both: at once, but not before that. */
function readWait(prefer: string | null): number {
  const wait = /\bwait=(\d+)/i.exec(prefer ?? '')?.[1]
  if (wait !== undefined) return Math.min(Number(wait), 60)
  return /\brespond-async\b/i.test(prefer ?? '') ? 0 : DEFAULT_WAIT_SECONDS
}
