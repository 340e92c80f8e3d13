import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { useAnnouncement } from './announce.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { feed, keepFresh } from './live.ts'
import { messages } from './messages.ts'
import { useSession } from './session.ts'
import { Sidebar } from './sidebar.tsx'
import { TopBar } from './top-bar.tsx'

// What nobody needs before the first paint comes behind it.
const Toasts = lazy(() => import('../ui/toast.tsx').then((file) => ({ default: file.Toasts })))
const SignedOut = lazy(() =>
  import('./signed-out.tsx').then((file) => ({ default: file.SignedOut })),
)
const CommandCenter = lazy(() =>
  import('./commands/command-center.tsx').then((file) => ({ default: file.CommandCenter })),
)

/** The frame around every screen: navigation, what is live, what concerns the whole page. */
export function Shell() {
  const text = useMessages(messages)
  const announcement = useAnnouncement()
  const main = useFocusAfterNavigation()
  useLiveUpdates()

  return (
    <div className="flex min-h-dvh bg-paper text-ink">
      <a
        href="#content"
        className="sr-only z-50 rounded bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {text.skipToContent}
      </a>
      <Sidebar />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar />
        <ConnectionBanner />
        <main ref={main} id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <Suspense fallback={null}>
        <CommandCenter />
        <SignedOut />
        <Toasts />
      </Suspense>
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  )
}

/** The stream of the workspace that is open; another workspace is another stream. */
function useLiveUpdates(): void {
  const client = useQueryClient()
  const { workspace } = useSession()
  useEffect(() => {
    const stopFresh = keepFresh(client)
    feed.start()
    return () => {
      stopFresh()
      feed.stop()
    }
  }, [client, workspace.id])
}

/** Whoever followed a link with the keyboard goes on at the top of what they asked for. */
function useFocusAfterNavigation() {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    // A screen that put the focus somewhere itself knows better.
    if (!main.current?.contains(document.activeElement)) main.current?.focus()
  }, [path])
  return main
}
