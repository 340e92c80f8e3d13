import { useId } from 'react'
import type { ReactNode } from 'react'

export interface SectionProps {
  title: string
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A part of a screen with its own heading, divided from the next by a hairline. */
export function Section({ title, description, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="border-t border-line py-6 first-of-type:border-t-0 first-of-type:pt-0"
    >
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="text-lg font-medium">
            {title}
          </h2>
          {description && (
            <p className="mt-0.5 max-w-prose text-sm text-pretty text-muted">{description}</p>
          )}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  )
}
