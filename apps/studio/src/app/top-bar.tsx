import { Link, useRouterState } from '@tanstack/react-router'
import { Menu as MenuIcon, Plus, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { buttonClass } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { AccountMenu } from './account-menu.tsx'
import { openPalette } from './commands/command-center.tsx'
import { KeysOf } from './commands/keys-of.tsx'
import { messages } from './messages.ts'
import { NotificationBell } from './notifications/notification-bell.tsx'
import { useMay } from './session.ts'
import { Navigation } from './sidebar.tsx'

/** Above every screen: the palette, the one thing to begin, what happened, and who one is. */
export function TopBar() {
  const text = useMessages(messages)
  const mayWrite = useMay('documents.write')
  const [isOpen, setOpen] = useState(false)
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-paper/95 px-3 backdrop-blur-sm md:px-6">
      <IconButton
        icon={MenuIcon}
        label={text.openNavigation}
        className="lg:hidden"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      />
      <button
        type="button"
        onClick={openPalette}
        className="flex min-h-9 min-w-9 items-center gap-2.5 rounded border-line text-sm text-muted hover:text-ink max-sm:justify-center sm:w-72 sm:border sm:bg-surface sm:px-3 sm:hover:border-edge"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="flex-1 text-start max-sm:sr-only">{text.search}</span>
        <span aria-hidden className="max-sm:hidden">
          <KeysOf keys="mod+k" />
        </span>
      </button>
      <div className="ms-auto flex items-center gap-1.5">
        {mayWrite && (
          <Link to="/articles/new" className={`${buttonClass('primary')} max-sm:px-2.5`}>
            <Plus aria-hidden className="size-4" />
            <span className="max-sm:sr-only">{text.newArticle}</span>
          </Link>
        )}
        <NotificationBell />
        <AccountMenu />
      </div>
      {isOpen && <NavigationDrawer onClose={() => setOpen(false)} />}
    </header>
  )
}

/** The sidebar where there is no room for one. */
function NavigationDrawer({ onClose }: { onClose: () => void }) {
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
