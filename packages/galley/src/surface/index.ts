import type { Config } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import type { Authenticate, Mount, Route } from '../platform/http/index.ts'
import type { Module } from '../platform/module.ts'
import { createApiKeyAuthenticator } from '../workspace/identity/index.ts'
import { mcpMount } from './mcp/index.ts'
import { modelRoutes } from './model-routes.ts'
import { pipelineRoutes } from './pipeline-routes.ts'
import { referenceMounts } from './reference/index.ts'
import { stepRoutes } from './step-routes.ts'

export interface Surface {
  routes: Route[]
  mounts(services: Services): Mount[]
}

export interface SurfaceOptions {
  config: Config
  modules: readonly Module[]
  /** Who is calling, for what is served beside the routes. Default: whose API key it is. */
  authenticate?: Authenticate
}

/** Everything that the outside sees, derived from the modules: never listed by hand. */
export function createSurface({ modules, authenticate }: SurfaceOptions): Surface {
  const routes = [
    ...modules.flatMap((module) => module.routes),
    ...stepRoutes(modules.flatMap((module) => module.steps)),
    ...pipelineRoutes(modules.flatMap((module) => module.pipelines)),
    ...modelRoutes,
  ]
  return {
    routes,
    mounts: (services) => [
      ...referenceMounts(services, routes),
      mcpMount({ services, routes, authenticate: authenticate ?? byApiKey(services) }),
    ],
  }
}

function byApiKey({ db }: Services): Authenticate {
  const authenticate = createApiKeyAuthenticator(db)
  return async (request) => {
    const principal = await authenticate(request.headers.get('authorization'))
    return { ...principal, principal: `api_key:${principal.id}` }
  }
}
