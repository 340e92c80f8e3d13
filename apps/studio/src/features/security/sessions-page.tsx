import { useQuery } from '@tanstack/react-query'
import { query, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

/** Every browser in which the person is signed in. */
export function SessionsPage() {
  const text = useMessages(messages)
  useTitle(text.sessions)
  const { date } = useFormats()
  const sessions = useQuery(query('GET /account/sessions', {}))
  const end = useAction('DELETE /account/sessions/{session_id}', ['account'])
  const endOthers = useAction('DELETE /account/sessions', ['account'])
  const count = sessions.data?.items.length ?? 0
  return (
    <>
      <PageHeader
        title={text.sessions}
        description={text.sessionsAbout}
        actions={
          count > 1 && (
            <Button
              isPending={endOthers.isPending}
              onClick={() =>
                endOthers.mutate(
                  {},
                  { onSuccess: () => showToast({ message: text.endedOthers(count - 1) }) },
                )
              }
            >
              {text.endOthers}
            </Button>
          )
        }
      />
      <ProblemNote error={end.error ?? endOthers.error} className="mb-4" />
      <QueryView query={sessions} skeleton={<SkeletonRows rows={3} />}>
        {({ items }) => (
          <Table
            caption={text.sessions}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'device',
                header: text.device,
                isRowHeader: true,
                cell: (session) => (
                  <span className="flex flex-wrap items-center gap-2 font-medium">
                    {session.device}
                    {session.is_current && <Badge tone="success">{text.thisBrowser}</Badge>}
                  </span>
                ),
              },
              {
                id: 'address',
                header: text.address,
                className: 'text-muted',
                cell: ({ client_address: address }) => address ?? '–',
              },
              {
                id: 'active',
                header: text.lastActive,
                className: 'text-muted',
                cell: ({ last_active_at: at }) => <TimeAgo at={at} />,
              },
              {
                id: 'begun',
                header: text.begun,
                className: 'text-muted whitespace-nowrap',
                cell: ({ created_at: at }) => date(at),
              },
              {
                id: 'actions',
                header: text.actions,
                isHeaderHidden: true,
                className: 'text-end',
                cell: (session) =>
                  !session.is_current && (
                    <Button
                      size="small"
                      aria-label={text.endSession(session.device)}
                      onClick={() =>
                        end.mutate(
                          { session_id: session.id },
                          { onSuccess: () => showToast({ message: text.ended }) },
                        )
                      }
                    >
                      {text.end}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </QueryView>
    </>
  )
}
