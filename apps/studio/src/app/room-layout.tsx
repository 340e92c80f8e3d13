import { Link, Outlet } from '@tanstack/react-router'
import { useMessages } from '../messages/define-messages.ts'
import { roomMessages } from './rooms.ts'
import type { Room } from './rooms.ts'
import { may, useSession } from './session.ts'

/** A list of rooms beside the room: in a column where there is width, in a row where there is not. */
export function RoomLayout({ title, rooms }: { title: string; rooms: readonly Room[] }) {
  const text = useMessages(roomMessages)
  const session = useSession()
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6 px-4 py-6 md:flex-row md:gap-10 md:px-8 md:py-8">
      <nav aria-label={title} className="shrink-0 md:w-44">
        <p className="mb-3 hidden px-3 font-serif text-lg text-ink md:block">{title}</p>
        <ul className="-mx-4 flex gap-1 overflow-x-auto px-4 pb-1 md:mx-0 md:flex-col md:gap-0.5 md:overflow-visible md:px-0">
          {rooms
            .filter(({ permission }) => !permission || may(session, permission))
            .map(({ to, name }) => (
              <li key={to} className="shrink-0">
                <Link
                  to={to}
                  className="flex min-h-8 items-center rounded px-3 text-sm whitespace-nowrap text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-medium aria-[current=page]:text-ink"
                >
                  {text[name]}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className="min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  )
}
