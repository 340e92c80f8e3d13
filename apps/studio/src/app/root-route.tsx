import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { NotFoundPage } from './not-found-page.tsx'
import { isOpenedSignedOut } from './session.ts'

export interface RouterContext {
  queryClient: QueryClient
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  beforeLoad: () => ({ isSignedOut: isOpenedSignedOut() }),
  component: Outlet,
  notFoundComponent: NotFoundPage,
})
