import { z } from 'zod'
import type { VerbArgs } from '../../platform/verb.ts'
import type { Job } from './job.ts'
import { startStep, StartStepInput } from './start-step.ts'
import { waitForJob } from './wait-for-job.ts'

export const RunStepInput = StartStepInput.extend({
  waitSeconds: z.number().min(0).max(60).default(25),
})
export type RunStepInput = z.input<typeof RunStepInput>

/**
 * Runs one step as a durable, metered job and waits for it a while. What takes longer goes on as
 * the job that the answer names: the job is the same either way.
 */
export async function runStep({ ctx, input }: VerbArgs<RunStepInput>): Promise<Job> {
  const { waitSeconds, ...start } = RunStepInput.parse(input)
  const { jobId } = await startStep({ ctx, input: start })
  return waitForJob(ctx, jobId, waitSeconds * 1000)
}
