import { z } from 'zod'
import { NotFoundError } from '../../platform/error.ts'
import { stepJobName } from '../../platform/pipeline.ts'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { stepCatalogue } from './catalogue.ts'
import { enqueueJob, JobOptions } from './enqueue-job.ts'
import type { Job } from './job.ts'
import { jobCodes } from './job.ts'
import { parseInput } from './parse-input.ts'
import { waitForJob } from './wait-for-job.ts'

export const RunStepInput = JobOptions.extend({
  step: z.string(),
  input: z.unknown(),
  waitSeconds: z.number().min(0).max(60).default(25),
})
export type RunStepInput = z.input<typeof RunStepInput>

/**
 * Runs one step as a durable, metered job and waits for it a while. What takes longer goes on as
 * the job that the answer names: the job is the same either way.
 */
export async function runStep({ ctx, input }: VerbArgs<RunStepInput>): Promise<Job> {
  const { step: id, input: stepInput, waitSeconds, ...options } = RunStepInput.parse(input)
  const steps = ctx.extensions.get(stepCatalogue)
  const step = steps.find((candidate) => candidate.id === id)
  if (!step) {
    const known = steps.map((candidate) => candidate.id).join(', ')
    throw new NotFoundError(jobCodes.STEP_UNKNOWN, { step: id, known })
  }
  requirePermission(ctx, step.permission)
  const parsed = parseInput(step.input, stepInput)
  const job = { name: stepJobName(step), version: step.version, input: parsed, ...options }
  const { jobId } = await enqueueJob(ctx, job)
  const waitMs = waitSeconds * 1000
  // What is not to start before then is not worth waiting for.
  const startsLater = Number(options.runAt ?? 0) > Date.now() + waitMs
  return waitForJob(ctx, jobId, startsLater ? 0 : waitMs)
}
