import type { z } from 'zod'
import type { Route } from '../platform/http/index.ts'

/** A route that starts a step or a pipeline, with what only its declaration knows. */
export interface JobRoute extends Route {
  /** What the job's `output` is once it succeeded. */
  jobOutput: z.ZodType
  isReadOnly: boolean
}

export const isJobRoute = (route: Route): route is JobRoute => 'jobOutput' in route
