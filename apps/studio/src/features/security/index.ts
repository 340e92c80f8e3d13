import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { accountRoute } from '../../app/shell-route.ts'

export const securityRoutes = [
  createRoute({
    getParentRoute: () => accountRoute,
    path: 'profile',
    component: lazyRouteComponent(() => import('./profile-page.tsx'), 'ProfilePage'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: 'security',
    component: lazyRouteComponent(() => import('./security-page.tsx'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: 'sessions',
    component: lazyRouteComponent(() => import('./sessions-page.tsx'), 'SessionsPage'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: 'preferences',
    component: lazyRouteComponent(() => import('./preferences-page.tsx'), 'PreferencesPage'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: 'notifications',
    component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: 'data',
    component: lazyRouteComponent(() => import('./data-page.tsx'), 'DataPage'),
  }),
] as const
