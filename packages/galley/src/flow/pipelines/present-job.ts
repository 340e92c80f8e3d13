import type { Context } from '../../platform/context.ts'
import { httpCodes, toWire } from '../../platform/http/index.ts'
import { stepJobName } from '../../platform/pipeline.ts'
import { pipelineCatalogue, stepCatalogue } from './catalogue.ts'
import type { Job, JobSummary } from './job.ts'

/** A job for the wire: only its pipeline or step knows what its output's properties are called. */
export function presentJob(ctx: Context, job: Job): Job {
  const pipeline = ctx.extensions.get(pipelineCatalogue).find(({ id }) => id === job.name)
  const step = ctx.extensions.get(stepCatalogue).find((one) => stepJobName(one) === job.name)
  const schema = (pipeline ?? step)?.output
  const hasOutput = schema && job.output !== null && job.output !== undefined
  return {
    ...withoutInternals(job),
    steps: job.steps.map(withoutInternals),
    children: job.children.map(withoutInternals),
    output: hasOutput ? toWire(schema, job.output) : job.output,
  }
}

/** A mistake of ours is for our log: what it says may tell about the inside. */
export function withoutInternals<T extends Pick<JobSummary, 'error'>>(record: T): T {
  const { code, message } = httpCodes.INTERNAL
  if (record.error?.code !== code || record.error.kind !== undefined) return record
  return { ...record, error: { ...record.error, message } }
}
