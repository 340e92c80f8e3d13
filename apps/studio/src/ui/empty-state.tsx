import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export interface EmptyStateProps {
  title: string
  children?: ReactNode
  icon?: LucideIcon
  /** Instead of the sign: a picture of what would be here. */
  illustration?: ReactNode
  /** The next move. */
  actions?: ReactNode
}

/** Nothing here yet: what would be here, and how it comes. */
export function EmptyState({
  title,
  children,
  icon: Icon,
  illustration,
  actions,
}: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed border-edge/60 px-6 py-14 text-center">
      {illustration && <div className="mb-4">{illustration}</div>}
      {!illustration && Icon && (
        <Icon aria-hidden strokeWidth={1.25} className="mb-4 size-9 text-muted" />
      )}
      <h2 className="font-serif text-xl">{title}</h2>
      {children && <div className="mt-1.5 max-w-md text-sm text-pretty text-muted">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
