import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { accountRoute, settingsRoute } from '../../app/shell-route.ts'

export const keyRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'api-keys',
    component: lazyRouteComponent(() => import('./keys-page.tsx'), 'KeysPage'),
  }),
] as const

export const ownKeyRoutes = [
  createRoute({
    getParentRoute: () => accountRoute,
    path: 'api-keys',
    component: lazyRouteComponent(() => import('./own-keys-page.tsx'), 'OwnKeysPage'),
  }),
] as const
