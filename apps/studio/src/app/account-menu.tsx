import { useRouter } from '@tanstack/react-router'
import { BookOpen, LogOut, Monitor, Moon, Shield, SlidersHorizontal, Sun, User } from 'lucide-react'
import { useMessages } from '../messages/define-messages.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Menu } from '../ui/menu.tsx'
import { messages } from './messages.ts'
import { useSession } from './session.ts'
import { setTheme, useTheme } from './theme.ts'

/** What belongs to the person: profile, theme, the way out. */
export function AccountMenu() {
  const text = useMessages(messages)
  const router = useRouter()
  const theme = useTheme()
  const { user, key } = useSession()
  const name = user?.name || user?.email || key?.name || text.account
  const go = (href: string) => () => router.history.push(href)

  return (
    <Menu
      label={text.account}
      align="end"
      header={
        <div className="max-w-60">
          <p className="truncate text-sm font-medium">{name}</p>
          {user && <p className="truncate text-xs text-muted">{user.email}</p>}
        </div>
      }
      groups={[
        {
          items: [
            { id: 'profile', label: text.profile, icon: User, onSelect: go('/account/profile') },
            {
              id: 'security',
              label: text.security,
              icon: Shield,
              onSelect: go('/account/security'),
            },
            {
              id: 'preferences',
              label: text.preferences,
              icon: SlidersHorizontal,
              onSelect: go('/account/preferences'),
            },
          ],
        },
        {
          label: text.theme,
          items: (
            [
              ['system', text.themeSystem, Monitor],
              ['light', text.themeLight, Sun],
              ['dark', text.themeDark, Moon],
            ] as const
          ).map(([id, label, icon]) => ({
            id,
            label,
            icon,
            isChecked: theme === id,
            onSelect: () => setTheme(id),
          })),
        },
        {
          items: [
            {
              id: 'reference',
              label: text.reference,
              icon: BookOpen,
              onSelect: () => window.open('/docs', '_blank', 'noopener'),
            },
            { id: 'sign-out', label: text.signOut, icon: LogOut, onSelect: go('/sign-out') },
          ],
        },
      ]}
      trigger={(props) => (
        <button type="button" {...props} className="grid size-9 place-items-center rounded-full">
          <Avatar name={name} size={30} />
          <span className="sr-only">{text.accountOf(name)}</span>
        </button>
      )}
    />
  )
}
