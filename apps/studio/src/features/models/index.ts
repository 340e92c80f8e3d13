import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../app/shell-route.ts'

export const modelRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'models',
    component: lazyRouteComponent(() => import('./models-page.tsx'), 'ModelsPage'),
  }),
] as const
