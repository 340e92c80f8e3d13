import type { ReactNode } from 'react'

export interface Description {
  term: string
  value: ReactNode
}

/** Names and values of one thing. */
export function DescriptionList({ items }: { items: readonly Description[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
      {items.map(({ term, value }) => (
        <div
          key={term}
          className="grid border-b border-line py-2 last:border-0 sm:col-span-2 sm:grid-cols-subgrid"
        >
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export interface StatProps {
  label: string
  value: ReactNode
  note?: ReactNode
}

/** One figure with its name. */
export function Stat({ label, value, note }: StatProps) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-muted">{label}</p>
      <p className="font-serif text-2xl tabular-nums">{value}</p>
      {note && <p className="text-xs text-muted">{note}</p>}
    </div>
  )
}
