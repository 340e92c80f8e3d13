import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

export interface DisclosureProps {
  summary: ReactNode
  isOpen?: boolean
  children: ReactNode
}

/** More of it, for who wants more. */
export function Disclosure({ summary, isOpen, children }: DisclosureProps) {
  return (
    <details open={isOpen} className="group">
      <summary className="flex min-h-8 items-center gap-1.5 rounded text-sm font-medium marker:content-none [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90 rtl:-scale-x-100"
        />
        {summary}
      </summary>
      <div className="ps-5.5 pt-1">{children}</div>
    </details>
  )
}
