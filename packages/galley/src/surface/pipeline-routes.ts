import { JobAccepted, startPipeline } from '../flow/pipelines/index.ts'
import { defineRoute } from '../platform/http/index.ts'
import type { Pipeline } from '../platform/pipeline.ts'
import { splitJobOptions, withJobOptions } from './job-options.ts'
import type { JobRoute } from './job-route.ts'

/** `POST /pipelines/<id>` for every pipeline: always a job, so always 202. */
export function pipelineRoutes(pipelines: readonly Pipeline[]): JobRoute[] {
  return pipelines.map((pipeline) => ({
    isReadOnly: false,
    jobOutput: pipeline.output,
    ...defineRoute({
      method: 'POST',
      path: `/pipelines/${pipeline.id}`,
      tag: 'pipelines',
      name: pipeline.id,
      summary: pipeline.summary,
      permission: pipeline.permission,
      input: withJobOptions(pipeline.input),
      output: JobAccepted,
      status: 202,
      handle({ ctx, input }) {
        const { options, rest } = splitJobOptions(input)
        return startPipeline({ ctx, input: { ...options, pipeline: pipeline.id, input: rest } })
      },
    }),
  }))
}
