import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../app/shell-route.ts'

export const connectionRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'domains',
    component: lazyRouteComponent(() => import('./domains-page.tsx'), 'DomainsPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'sso',
    component: lazyRouteComponent(() => import('./sso-page.tsx'), 'SsoPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'scim',
    component: lazyRouteComponent(() => import('./scim-page.tsx'), 'ScimPage'),
  }),
] as const
