import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/shell-route.ts'

interface SourcesSearch {
  search?: string | undefined
  /** The dialog that adds some is open. */
  add?: true | undefined
}

export const sourceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/sources',
    validateSearch: ({ search, add }: Record<string, unknown>): SourcesSearch => ({
      ...(typeof search === 'string' && search && { search }),
      ...(add === true && { add }),
    }),
    component: lazyRouteComponent(() => import('./sources-page.tsx'), 'SourcesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/sources/$sourceId',
    validateSearch: ({ segment }: Record<string, unknown>): { segment?: string | undefined } =>
      typeof segment === 'string' ? { segment } : {},
    component: lazyRouteComponent(() => import('./source-page.tsx'), 'SourcePage'),
  }),
] as const
