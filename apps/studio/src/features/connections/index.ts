import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../app/shell-route.ts'

export const connectionRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'sso',
    component: lazyRouteComponent(() => import('./sso-page.tsx'), 'SsoPage'),
  }),
] as const
