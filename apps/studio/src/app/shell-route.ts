import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ApiError } from '../api/errors.ts'
import { rootRoute } from './root-route.tsx'
import { sessionQuery } from './session.ts'

/** Everything behind the sign-in: the frame with navigation, and a screen in it. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  async beforeLoad({ context, location }) {
    const signIn = { to: '/sign-in', search: { next: location.href } } as const
    if (context.isSignedOut) throw redirect(signIn)
    try {
      await context.queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect(signIn)
      }
      throw error
    }
  },
  component: lazyRouteComponent(() => import('./shell.tsx'), 'Shell'),
})

/** Settings of the workspace: a list of rooms beside the room. */
export const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-layout.tsx'), 'SettingsLayout'),
})

/** What belongs to the person, in whichever workspace they are. */
export const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-layout.tsx'), 'AccountLayout'),
})

const leadsTo = (to: '/settings/general' | '/account/profile') => () => {
  throw redirect({ to, replace: true })
}

export const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: leadsTo('/settings/general'),
})

export const accountIndexRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/',
  beforeLoad: leadsTo('/account/profile'),
})
