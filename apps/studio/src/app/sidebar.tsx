import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'
import { places } from './navigation.ts'
import { may, useSession } from './session.ts'

const WorkspaceMenu = lazy(() =>
  import('./workspace-menu.tsx').then((file) => ({ default: file.WorkspaceMenu })),
)

/** Beside the screen where there is room; the same list opens from the top bar where there is not. */
export function Sidebar() {
  return (
    <div className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col border-e border-line bg-sunken lg:flex">
      <Navigation />
    </div>
  )
}

export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const text = useMessages(messages)
  const session = useSession()
  return (
    <>
      <div className="p-3">
        <Suspense fallback={<div className="h-11" />}>
          <WorkspaceMenu />
        </Suspense>
      </div>
      <nav aria-label={text.navigation} className="flex-1 overflow-y-auto px-3 pb-3">
        <ul className="flex flex-col gap-0.5">
          {places
            .filter(({ permission }) => !permission || may(session, permission))
            .map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  {...(onFollow && { onClick: onFollow })}
                  activeOptions={{ exact: to === '/' }}
                  className="flex min-h-9 items-center gap-3 rounded px-3 text-sm text-muted hover:bg-paper hover:text-ink aria-[current=page]:bg-paper aria-[current=page]:font-medium aria-[current=page]:text-ink"
                >
                  <Icon aria-hidden className="size-4 shrink-0" />
                  {text[name]}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </>
  )
}
