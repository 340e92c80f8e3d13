import { Link } from '@tanstack/react-router'
import { Menu as MenuIcon, Plus, Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { buttonClass } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { openPalette } from './commands/open-palette.ts'
import { KeysOf } from './commands/keys-of.tsx'
import { messages } from './messages.ts'
import { useMay } from './session.ts'

const AccountMenu = lazy(() =>
  import('./account-menu.tsx').then((file) => ({ default: file.AccountMenu })),
)
const NotificationBell = lazy(() =>
  import('./notifications/notification-bell.tsx').then((file) => ({
    default: file.NotificationBell,
  })),
)
const NavigationDrawer = lazy(() =>
  import('./navigation-drawer.tsx').then((file) => ({ default: file.NavigationDrawer })),
)

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
        <Suspense fallback={<div className="h-9 w-19.5" />}>
          <NotificationBell />
          <AccountMenu />
        </Suspense>
      </div>
      <Suspense fallback={null}>
        {isOpen && <NavigationDrawer onClose={() => setOpen(false)} />}
      </Suspense>
    </header>
  )
}
