import type { QueryClient } from '@tanstack/react-query'
import { createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { accountRoutes } from '../features/accounts/index.ts'
import { articleRoutes } from '../features/articles/index.ts'
import { auditRoutes } from '../features/audit/index.ts'
import { connectionRoutes } from '../features/connections/index.ts'
import { homeRoutes } from '../features/home/index.ts'
import { jobRoutes } from '../features/jobs/index.ts'
import { keyRoutes, ownKeyRoutes } from '../features/keys/index.ts'
import { modelRoutes } from '../features/models/index.ts'
import { promptRoutes } from '../features/prompts/index.ts'
import { securityRoutes } from '../features/security/index.ts'
import { sourceRoutes } from '../features/sources/index.ts'
import { teamRoutes } from '../features/team/index.ts'
import { usageRoutes } from '../features/usage/index.ts'
import { workspaceRoutes } from '../features/workspaces/index.ts'
import { RoutePending } from './route-pending.tsx'
import { rootRoute } from './root-route.tsx'
import {
  accountIndexRoute,
  accountRoute,
  settingsIndexRoute,
  settingsRoute,
  shellRoute,
} from './shell-route.ts'

const routeTree = rootRoute.addChildren([
  ...accountRoutes,
  shellRoute.addChildren([
    ...homeRoutes,
    ...sourceRoutes,
    ...articleRoutes,
    ...promptRoutes,
    ...jobRoutes,
    ...usageRoutes,
    settingsRoute.addChildren([
      settingsIndexRoute,
      ...workspaceRoutes,
      ...teamRoutes,
      ...modelRoutes,
      ...keyRoutes,
      ...connectionRoutes,
      ...auditRoutes,
    ]),
    accountRoute.addChildren([accountIndexRoute, ...securityRoutes, ...ownKeyRoutes]),
  ]),
])

/** All screens. What a link leads to is loaded when somebody is about to follow it. */
export const createStudioRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: lazyRouteComponent(() => import('./route-error.tsx'), 'RouteError'),
    defaultPendingComponent: RoutePending,
    defaultPendingMs: 150,
    scrollRestoration: true,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createStudioRouter>
  }
}
