import type { Config } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import type { Mount, Route } from '../platform/http/index.ts'
import type { Module } from '../platform/module.ts'
import { modelRoutes } from './model-routes.ts'
import { pipelineRoutes } from './pipeline-routes.ts'
import { stepRoutes } from './step-routes.ts'

export interface Surface {
  routes: Route[]
  mounts(services: Services): Mount[]
}

/** Everything that the outside sees, derived from the modules: never listed by hand. */
export function createSurface({
  modules,
}: {
  config: Config
  modules: readonly Module[]
}): Surface {
  return {
    routes: [
      ...modules.flatMap((module) => module.routes),
      ...stepRoutes(modules.flatMap((module) => module.steps)),
      ...pipelineRoutes(modules.flatMap((module) => module.pipelines)),
      ...modelRoutes,
    ],
    mounts: () => [],
  }
}
