import { z } from 'zod'
import { inProject } from '../../workspace/tenancy/index.ts'
import type { Context } from '../../platform/context.ts'
import { NotFoundError } from '../../platform/error.ts'
import { stepJobName } from '../../platform/pipeline.ts'
import type { Step } from '../../platform/step.ts'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { stepCatalogue } from './catalogue.ts'
import { enqueueJob, JobOptions } from './enqueue-job.ts'
import { jobCodes } from './job.ts'
import type { JobAccepted } from './job.ts'
import { parseInput } from './parse-input.ts'

export const StartStepInput = JobOptions.extend({ step: z.string(), input: z.unknown() })
export type StartStepInput = z.input<typeof StartStepInput>

/**
 * Puts one step in line as a durable, metered job.
 *
 * @param onEnqueued called with the job's id before any worker can have begun
 */
export async function startStep({
  ctx: caller,
  input,
  onEnqueued,
}: VerbArgs<StartStepInput> & { onEnqueued?: (jobId: string) => void }): Promise<JobAccepted> {
  const { step: id, input: stepInput, projectId, ...options } = StartStepInput.parse(input)
  const step = findStep(caller, id)
  requirePermission(caller, step.permission)
  const parsed = parseInput(step.input, stepInput)
  const ctx = await inProject(caller, projectId)
  await step.check?.({ ctx, input: parsed })
  const job = { name: stepJobName(step), version: step.version, input: parsed, ...options }
  return enqueueJob(ctx, job, onEnqueued)
}

export function findStep(ctx: Context, id: string): Step {
  const steps = ctx.extensions.get(stepCatalogue)
  const step = steps.find((candidate) => candidate.id === id)
  if (step) return step
  const known = steps.map((candidate) => candidate.id).join(', ')
  throw new NotFoundError(jobCodes.STEP_UNKNOWN, { step: id, known })
}
