import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'

export interface Crumb {
  label: string
  to: string
}

export interface PageHeaderProps {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  crumbs?: readonly Crumb[]
}

/** The name of the screen, what it is for, and what can be begun on it. */
export function PageHeader({ title, description, actions, crumbs = [] }: PageHeaderProps) {
  const text = useMessages(messages)
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {crumbs.length > 0 && (
          <nav aria-label={text.breadcrumbs} className="mb-1">
            <ol className="flex flex-wrap items-center gap-1 text-sm text-muted">
              {crumbs.map(({ label, to }) => (
                <li key={to} className="flex items-center gap-1">
                  <Link
                    to={to}
                    className="inline-flex min-h-6 items-center hover:text-ink hover:underline"
                  >
                    {label}
                  </Link>
                  <ChevronRight aria-hidden className="size-3.5 rtl:-scale-x-100" />
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 className="font-serif text-2xl">{title}</h1>
        {description && <p className="mt-1 max-w-prose text-pretty text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

/** The measure of a screen: its width and its margins. */
export function Page({ children, isNarrow }: { children: ReactNode; isNarrow?: boolean }) {
  const width = isNarrow ? 'max-w-3xl' : 'max-w-6xl'
  return <div className={`mx-auto w-full px-4 py-6 md:px-8 md:py-8 ${width}`}>{children}</div>
}
