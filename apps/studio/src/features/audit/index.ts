import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../app/shell-route.ts'

export interface AuditSearch {
  action?: string | undefined
  from?: string | undefined
  until?: string | undefined
}

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

export const auditRoutes = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: 'audit',
    validateSearch: ({ action, from, until }: Record<string, unknown>): AuditSearch => ({
      action: text(action),
      from: text(from),
      until: text(until),
    }),
    component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
  }),
] as const
