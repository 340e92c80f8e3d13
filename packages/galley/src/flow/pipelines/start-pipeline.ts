import { z } from 'zod'
import { inProject } from '../../workspace/tenancy/index.ts'
import { NotFoundError } from '../../platform/error.ts'
import { requirePermission } from '../../platform/verb.ts'
import type { VerbArgs } from '../../platform/verb.ts'
import { pipelineCatalogue } from './catalogue.ts'
import { enqueueJob, JobOptions } from './enqueue-job.ts'
import { jobCodes } from './job.ts'
import type { JobAccepted } from './job.ts'
import { parseInput } from './parse-input.ts'

export const StartPipelineInput = JobOptions.extend({
  pipeline: z.string(),
  input: z.unknown(),
})
export type StartPipelineInput = z.input<typeof StartPipelineInput>

/** Starts a pipeline as a durable job. Its input is checked now, not when it runs. */
export async function startPipeline({
  ctx: caller,
  input,
}: VerbArgs<StartPipelineInput>): Promise<JobAccepted> {
  const { pipeline: id, input: pipelineInput, ...rest } = StartPipelineInput.parse(input)
  const { projectId, ...options } = rest
  const pipelines = caller.extensions.get(pipelineCatalogue)
  const pipeline = pipelines.find((candidate) => candidate.id === id)
  if (!pipeline) {
    const known = pipelines.map((candidate) => candidate.id).join(', ')
    throw new NotFoundError(jobCodes.PIPELINE_UNKNOWN, { pipeline: id, known })
  }
  requirePermission(caller, pipeline.permission)
  const ctx = await inProject(caller, projectId)
  const parsed = parseInput(pipeline.input, pipelineInput)
  await pipeline.check?.({ ctx, input: parsed })
  return enqueueJob(ctx, {
    name: pipeline.id,
    version: pipeline.version,
    input: parsed,
    ...options,
  })
}
