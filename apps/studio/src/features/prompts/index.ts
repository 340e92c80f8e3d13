import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/shell-route.ts'

export const promptRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/prompts',
    component: lazyRouteComponent(() => import('./prompts-page.tsx'), 'PromptsPage'),
  }),
] as const
