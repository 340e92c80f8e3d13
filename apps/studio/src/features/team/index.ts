import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../app/shell-route.ts'

export const teamRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'members',
    component: lazyRouteComponent(() => import('./members-page.tsx'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'invitations',
    component: lazyRouteComponent(() => import('./invitations-page.tsx'), 'InvitationsPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'roles',
    component: lazyRouteComponent(() => import('./roles-page.tsx'), 'RolesPage'),
  }),
] as const
