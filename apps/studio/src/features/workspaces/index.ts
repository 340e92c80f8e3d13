import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../app/shell-route.ts'

export const workspaceRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'general',
    component: lazyRouteComponent(() => import('./general-page.tsx'), 'GeneralPage'),
  }),
] as const
