import type { Context } from '../../platform/context.ts'
import { toWire } from '../../platform/http/index.ts'
import { stepJobName } from '../../platform/pipeline.ts'
import { pipelineCatalogue, stepCatalogue } from './catalogue.ts'
import type { Job } from './job.ts'

/** A job for the wire: only its pipeline or step knows what its output's properties are called. */
export function presentJob(ctx: Context, job: Job): Job {
  const pipeline = ctx.extensions.get(pipelineCatalogue).find(({ id }) => id === job.name)
  const step = ctx.extensions.get(stepCatalogue).find((one) => stepJobName(one) === job.name)
  const schema = (pipeline ?? step)?.output
  if (!schema || job.output === null || job.output === undefined) return job
  return { ...job, output: toWire(schema, job.output) }
}
