import { z } from 'zod'
import { inProject } from '../../workspace/tenancy/index.ts'
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
  const {
    step: id,
    input: stepInput,
    waitSeconds,
    projectId,
    ...options
  } = RunStepInput.parse(input)
  const steps = ctx.extensions.get(stepCatalogue)
  const step = steps.find((candidate) => candidate.id === id)
  if (!step) {
    const known = steps.map((candidate) => candidate.id).join(', ')
    throw new NotFoundError(jobCodes.STEP_UNKNOWN, { step: id, known })
  }
  requirePermission(ctx, step.permission)
  const parsed = parseInput(step.input, stepInput)
  const job = { name: stepJobName(step), version: step.version, input: parsed, ...options }
  const { jobId } = await enqueueJob(await inProject(ctx, projectId), job)
  return waitForJob(ctx, jobId, waitSeconds * 1000)
}
