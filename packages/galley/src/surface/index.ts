import type { Services } from '../platform/context.ts'
import type { Authenticate, Mount, Route } from '../platform/http/index.ts'
import type { Module } from '../platform/module.ts'
import { deviceMounts } from './device/index.ts'
import { mcpMount } from './mcp/index.ts'
import { modelRoutes } from './model-routes.ts'
import { pipelineRoutes } from './pipeline-routes.ts'
import { landingMount, referenceMounts } from './reference/index.ts'
import { stepRoutes } from './step-routes.ts'
import { withoutStudio } from './without-studio.ts'

/** Every route that the outside sees, derived from the modules: never listed by hand. */
export function deriveRoutes(modules: readonly Module[]): Route[] {
  return [
    ...modules.flatMap((module) => module.routes),
    ...stepRoutes(modules.flatMap((module) => module.steps)),
    ...pipelineRoutes(modules.flatMap((module) => module.pipelines)),
    ...modelRoutes,
  ]
}

export interface SurfaceOptions {
  services: Services
  routes: readonly Route[]
  /** Who is calling, as for the routes. */
  authenticate: Authenticate
  /** The studio has the front page, and the pages that mail leads to. */
  hasStudio?: boolean
}

/** What is served beside the routes and made from them: the reference, OpenAPI, tools for agents. */
export function surfaceMounts({
  services,
  routes,
  authenticate,
  hasStudio = false,
}: SurfaceOptions): Mount[] {
  const options = { services, routes, authenticate }
  return [
    ...(hasStudio ? [] : [landingMount(services), ...withoutStudio]),
    ...referenceMounts(options),
    ...deviceMounts(options),
    mcpMount(options),
  ]
}
