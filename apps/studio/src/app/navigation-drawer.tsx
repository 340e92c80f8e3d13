import { useRouterState } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { messages } from './messages.ts'
import { Navigation } from './sidebar.tsx'

/** The sidebar where there is no room for one. */
export function NavigationDrawer({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const dialog = useRef<HTMLDialogElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const openedAt = useRef(path)
  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    if (path !== openedAt.current) dialog.current?.close()
  }, [path])
  return (
    <dialog
      ref={dialog}
      aria-label={text.navigation}
      onClose={onClose}
      onMouseDown={(event) => event.target === event.currentTarget && dialog.current?.close()}
      className="m-0 h-dvh max-h-none w-72 max-w-[85vw] border-e border-line bg-sunken p-0 text-ink backdrop:bg-black/30"
    >
      <div className="flex h-full flex-col">
        <div className="flex justify-end px-3 pt-2">
          <IconButton
            icon={X}
            label={text.closeNavigation}
            onClick={() => dialog.current?.close()}
          />
        </div>
        <Navigation onFollow={() => dialog.current?.close()} />
      </div>
    </dialog>
  )
}
