import { JobAccepted, startPipeline } from '../flow/pipelines/index.ts'
import { defineRoute } from '../platform/http/index.ts'
import type { Route } from '../platform/http/index.ts'
import type { Pipeline } from '../platform/pipeline.ts'
import { splitJobOptions, withJobOptions } from './job-options.ts'

/** `POST /pipelines/<id>` for every pipeline: always a job, so always 202. */
export function pipelineRoutes(pipelines: readonly Pipeline[]): Route[] {
  return pipelines.map((pipeline) =>
    defineRoute({
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
  )
}
