import { useInfiniteQuery } from '@tanstack/react-query'
import { itemsOf, listQuery } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { LoadMore } from '../../../ui/load-more.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TimeAgo } from '../../../ui/time-ago.tsx'
import { messages } from '../messages.ts'

/** Sign-ins and changes that concern the account's security. */
export function SecurityLog() {
  const text = useMessages(messages)
  const list = useInfiniteQuery(listQuery('GET /account/security-log', { limit: 10 }))
  return (
    <QueryView query={list} skeleton={<SkeletonRows rows={5} className="h-10" />}>
      {(data) => {
        const entries = itemsOf(data)
        if (entries.length === 0) return <p className="text-sm text-muted">{text.logEmpty}</p>
        return (
          <>
            <ul className="border-t border-line text-sm">
              {entries.map(
                ({ id, kind, method, device, client_address: address, created_at: at }) => (
                  <li key={id} className="flex flex-wrap gap-x-4 border-b border-line py-2">
                    <span className="font-medium">
                      {kind.replaceAll(/[_.]/g, ' ')}
                      {method && <span className="font-normal text-muted"> · {method}</span>}
                    </span>
                    <span className="text-muted">
                      {[device, address].filter(Boolean).join(', ')}
                    </span>
                    <span className="ms-auto text-muted">
                      <TimeAgo at={at} />
                    </span>
                  </li>
                ),
              )}
            </ul>
            <LoadMore query={list} />
          </>
        )
      }}
    </QueryView>
  )
}
