import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../app/shell-route.ts'

export const workspaceRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'general',
    component: lazyRouteComponent(() => import('./general-page.tsx'), 'GeneralPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'workspaces',
    component: lazyRouteComponent(() => import('./workspaces-page.tsx'), 'WorkspacesPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'projects',
    component: lazyRouteComponent(() => import('./projects-page.tsx'), 'ProjectsPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'branding',
    component: lazyRouteComponent(() => import('./branding-page.tsx'), 'BrandingPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'privacy',
    component: lazyRouteComponent(() => import('./privacy-page.tsx'), 'PrivacyPage'),
  }),
] as const
