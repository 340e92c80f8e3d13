import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import type { Output } from '../../api/call.ts'
import { query, useAction } from '../../api/queries.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { useJobName } from '../../work/job-names.ts'
import { messages } from './messages.ts'

type Notification = Output<'GET /account/notifications'>['items'][number]

/** What happened while somebody was elsewhere. */
export function NotificationBell() {
  const text = useMessages(messages)
  const list = useQuery({ ...query('GET /account/notifications', { limit: 20 }), retry: false })
  const readAll = useAction('POST /account/notifications/read', ['account'])
  const items = list.data?.items ?? []
  const unread = list.data?.unread_count ?? 0
  return (
    <Popover
      label={text.title}
      align="end"
      className="w-96"
      trigger={(props) => (
        <span className="relative">
          <IconButton
            icon={Bell}
            label={unread > 0 ? text.unread(unread) : text.title}
            {...props}
          />
          {unread > 0 && (
            <span
              aria-hidden
              className="pointer-events-none absolute end-1.5 top-1.5 size-2 rounded-full bg-danger"
            />
          )}
        </span>
      )}
    >
      {(close) => (
        <>
          <div className="mb-2 flex items-center justify-between gap-3">
            <h2 className="text-sm font-medium">{text.title}</h2>
            {unread > 0 && (
              <Button
                size="small"
                variant="quiet"
                isPending={readAll.isPending}
                onClick={() => readAll.mutate({})}
              >
                {text.readAll}
              </Button>
            )}
          </div>
          {items.length === 0 ? (
            <p className="py-4 text-sm text-muted">{text.none}</p>
          ) : (
            <ul className="border-t border-line">
              {items.map((notification) => (
                <Row key={notification.id} notification={notification} onFollow={close} />
              ))}
            </ul>
          )}
          <Link
            to="/account/notifications"
            onClick={close}
            className="mt-2 inline-flex min-h-8 items-center text-sm text-accent hover:underline"
          >
            {text.settings}
          </Link>
        </>
      )}
    </Popover>
  )
}

function Row({ notification, onFollow }: { notification: Notification; onFollow: () => void }) {
  const { words, to } = useNotification(notification)
  const mark = useAction('PATCH /account/notifications/{notification_id}', ['account'])
  const isRead = notification.read_at !== null
  return (
    <li className="border-b border-line">
      <Link
        to={to}
        onClick={() => {
          if (!isRead) mark.mutate({ notification_id: notification.id, is_read: true })
          onFollow()
        }}
        className="flex items-start gap-2.5 rounded px-1 py-2.5 text-sm hover:bg-sunken"
      >
        <span
          aria-hidden
          className={`mt-1.5 size-2 shrink-0 rounded-full ${isRead ? 'bg-transparent' : 'bg-accent'}`}
        />
        <span className={`min-w-0 flex-1 ${isRead ? 'text-muted' : 'font-medium'}`}>{words}</span>
        <span className="shrink-0 text-xs text-muted">
          <TimeAgo at={notification.created_at} />
        </span>
      </Link>
    </li>
  )
}

/** What a notification says, and where it leads. */
function useNotification({ kind, subject, data }: Notification): { words: string; to: string } {
  const text = useMessages(messages)
  const jobName = useJobName()
  const given = (name: string) => (typeof data[name] === 'string' ? data[name] : null)
  const job = given('title') ?? jobName(given('name') ?? given('job_name') ?? subject)
  switch (kind) {
    case 'job_finished':
      return { words: text.jobFinished(job), to: `/jobs/${subject}` }
    case 'job_failed':
      return { words: text.jobFailed(job), to: `/jobs/${subject}` }
    case 'invitation_accepted':
      return {
        words: text.invitationAccepted(given('name') ?? text.somebody),
        to: '/settings/members',
      }
    case 'spending_near_cap':
      return { words: text.spendingNear, to: '/usage' }
    case 'connection_failing':
      return { words: text.connectionFailing, to: '/settings/models' }
  }
}
