import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/shell-route.ts'
import { divisions, periods } from './periods.ts'
import type { Division, Period } from './periods.ts'

interface UsageSearch {
  days?: Period | undefined
  by?: Division | undefined
}

const oneOf = <Value extends string>(values: readonly Value[], value: unknown) =>
  values.find((known) => known === String(value))

export const usageRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/usage',
    validateSearch: ({ days, by }: Record<string, unknown>): UsageSearch => ({
      days: oneOf(periods, days),
      by: oneOf(divisions, by),
    }),
    component: lazyRouteComponent(() => import('./usage-page.tsx'), 'UsagePage'),
  }),
] as const
