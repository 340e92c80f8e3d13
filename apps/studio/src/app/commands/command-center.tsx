import { useRouter } from '@tanstack/react-router'
import { FilePlus, Keyboard, LogOut, Plus, Search, SunMoon } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useMessages } from '../../messages/define-messages.ts'
import { messages as shellMessages } from '../messages.ts'
import { places } from '../navigation.ts'
import { isPreferred } from '../preferences.ts'
import { accountRooms, roomMessages, settingsRooms } from '../rooms.ts'
import { may, useSession } from '../session.ts'
import { usePreferenceSync } from '../sync-preferences.ts'
import { setTheme } from '../theme.ts'
import { useCommands } from './commands.ts'
import type { Command } from './commands.ts'
import { listenForKeys } from './command-keys.ts'
import { messages } from './messages.ts'
import { onOpenPalette } from './open-palette.ts'

const Palette = lazy(() => import('./palette.tsx').then((file) => ({ default: file.Palette })))
const ShortcutSheet = lazy(() =>
  import('./shortcut-sheet.tsx').then((file) => ({ default: file.ShortcutSheet })),
)

const areSingleKeysOn = () => isPreferred('singleKeyShortcuts')
/** Listens for keys, and shows the palette and the sheet of shortcuts over whatever is open. */
export function CommandCenter() {
  const [open, setOpen] = useState<'palette' | 'sheet' | null>(null)
  useShellCommands(setOpen)
  usePreferenceSync()
  useEffect(() => listenForKeys(areSingleKeysOn), [])
  useEffect(() => onOpenPalette(() => setOpen('palette')), [])
  const close = () => setOpen(null)
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'sheet' && <ShortcutSheet areSingleKeysOn={areSingleKeysOn()} onClose={close} />}
    </Suspense>
  )
}

/** Second keys of `g …`, by place. */
const placeKeys: Readonly<Record<string, string>> = {
  home: 'g h',
  articles: 'g a',
  sources: 'g s',
  jobs: 'g j',
  usage: 'g u',
  settings: 'g t',
}

function useShellCommands(setOpen: (open: 'palette' | 'sheet') => void): void {
  const text = useMessages(messages)
  const shell = useMessages(shellMessages)
  const rooms = useMessages(roomMessages)
  const session = useSession()
  const router = useRouter()
  const go = (href: string) => () => router.history.push(href)
  const isOpen = ({ permission }: { permission?: string }) =>
    !permission || may(session, permission)

  const commands: Command[] = [
    {
      id: 'palette',
      label: text.openPalette,
      group: text.everywhere,
      keys: 'mod+k',
      icon: Search,
      isForWriting: true,
      isHidden: true,
      run: () => setOpen('palette'),
    },
    {
      id: 'new-article',
      label: text.newArticle,
      group: text.create,
      keys: 'c',
      icon: FilePlus,
      run: go('/articles/new'),
    },
    {
      id: 'add-source',
      label: text.addSource,
      group: text.create,
      icon: Plus,
      run: go('/sources?add=true'),
    },
    ...places.filter(isOpen).map(({ to, name, icon }): Command => ({
      id: `go-${name}`,
      label: shell[name],
      group: text.goTo,
      keys: placeKeys[name]!,
      icon,
      run: go(to),
    })),
    ...settingsRooms.filter(isOpen).map(({ to, name }): Command => ({
      id: to,
      label: `${shell.settings} · ${rooms[name]}`,
      group: text.goTo,
      run: go(to),
    })),
    ...accountRooms.map(({ to, name }): Command => ({
      id: to,
      label: `${shell.account} · ${rooms[name]}`,
      group: text.goTo,
      run: go(to),
    })),
    {
      id: 'theme',
      label: text.themeNext,
      group: text.view,
      icon: SunMoon,
      run: () => setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'),
    },
    {
      id: 'shortcuts',
      label: text.openSheet,
      group: text.help,
      keys: '?',
      icon: Keyboard,
      run: () => setOpen('sheet'),
    },
    { id: 'sign-out', label: text.signOut, group: text.view, icon: LogOut, run: go('/sign-out') },
  ]
  useCommands(commands)
}
