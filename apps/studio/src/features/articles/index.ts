import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/shell-route.ts'

const readText =
  <Name extends string>(name: Name) =>
  (search: Record<string, unknown>): { [Key in Name]?: string | undefined } => {
    const value = search[name]
    return (typeof value === 'string' && value ? { [name]: value } : {}) as {
      [Key in Name]?: string
    }
  }

export const articleRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/articles',
    validateSearch: readText('search'),
    component: lazyRouteComponent(() => import('./articles-page.tsx'), 'ArticlesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/articles/new',
    /** Ids of sources, with commas between them. */
    validateSearch: readText('sources'),
    component: lazyRouteComponent(() => import('./new-article-page.tsx'), 'NewArticlePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/articles/$documentId',
    component: lazyRouteComponent(() => import('./article-page.tsx'), 'ArticlePage'),
  }),
] as const
