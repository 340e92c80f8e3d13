import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

export interface DisclosureProps {
  summary: ReactNode
  /** Beside the summary, also while it is closed: how many, which ones. */
  note?: ReactNode
  isOpenAtFirst?: boolean
  children: ReactNode
}

/** What only some need to see: the browser's own, found by its search too. */
export function Disclosure({ summary, note, isOpenAtFirst, children }: DisclosureProps) {
  return (
    <details open={isOpenAtFirst} className="group border-b border-line">
      <summary className="flex min-h-10 list-none items-center gap-2 rounded text-sm font-medium hover:text-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:scale-x-100"
        />
        <span className="min-w-0 flex-1">{summary}</span>
        {note && <span className="font-normal text-muted">{note}</span>}
      </summary>
      <div className="ps-6 pt-1 pb-4 text-sm">{children}</div>
    </details>
  )
}
