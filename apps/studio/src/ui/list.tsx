import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Things of one kind, divided by hairlines. */
export function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="border-t border-line">
      {children}
    </ul>
  )
}

export interface ListRowProps {
  title: ReactNode
  /** Where the row leads: a press anywhere on it goes there. */
  to?: string
  description?: ReactNode
  /** Before the title: an avatar, a sign. */
  leading?: ReactNode
  /** What is known of it, at the end: a state, a time. */
  meta?: ReactNode
  /** Buttons; they work on a row that leads somewhere, too. */
  actions?: ReactNode
}

/** One of them. */
export function ListRow({ title, to, description, leading, meta, actions }: ListRowProps) {
  return (
    <li className="relative flex min-h-14 items-center gap-3 border-b border-line py-2 has-[a:hover]:bg-sunken/60">
      {leading}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5">
        <div className="min-w-0 flex-1 basis-48 max-sm:basis-full">
          <div className="text-sm font-medium">
            {to ? (
              <Link to={to} className="after:absolute after:inset-0">
                {title}
              </Link>
            ) : (
              title
            )}
          </div>
          {description && <div className="text-sm text-muted">{description}</div>}
        </div>
        {meta && <div className="flex shrink-0 items-center gap-4 text-sm text-muted">{meta}</div>}
      </div>
      {actions && <div className="relative flex shrink-0 items-center gap-1">{actions}</div>}
    </li>
  )
}
