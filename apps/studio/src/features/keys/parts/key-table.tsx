import type { ReactNode } from 'react'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Table } from '../../../ui/table.tsx'
import { TimeAgo } from '../../../ui/time-ago.tsx'
import { messages } from '../messages.ts'

export interface ShownKey {
  id: string
  name: string
  start: string
  status: 'active' | 'expired' | 'revoked'
  last_used_at: string | null
  expires_at: string | null
}

interface KeyTableProps {
  keys: readonly ShownKey[]
  actions: (key: ShownKey) => ReactNode
}

const tones = { active: 'success', expired: 'neutral', revoked: 'neutral' } as const

/** Keys by what they are for: never by their secret, which nobody has kept. */
export function KeyTable({ keys, actions }: KeyTableProps) {
  const text = useMessages(messages)
  const { date } = useFormats()
  return (
    <Table
      caption={text.title}
      rows={keys}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          header: text.name,
          isRowHeader: true,
          cell: ({ name, start }) => (
            <span className="min-w-0">
              <span className="block font-medium">{name}</span>
              <code className="font-mono text-xs text-muted">{start}…</code>
            </span>
          ),
        },
        {
          id: 'status',
          header: text.status,
          cell: ({ status }) => <Badge tone={tones[status]}>{text[status]}</Badge>,
        },
        {
          id: 'used',
          header: text.lastUsed,
          className: 'text-muted whitespace-nowrap',
          cell: ({ last_used_at: at }) => (at ? <TimeAgo at={at} /> : text.never),
        },
        {
          id: 'expires',
          header: text.expires,
          className: 'text-muted whitespace-nowrap',
          cell: ({ expires_at: at }) => (at ? date(at) : text.noExpiry),
        },
        {
          id: 'actions',
          header: text.actions,
          isHeaderHidden: true,
          className: 'w-10 text-end',
          cell: actions,
        },
      ]}
    />
  )
}
