import { useInfiniteQuery } from '@tanstack/react-query'
import { MailPlus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'
import { InviteDialog } from './parts/invite-dialog.tsx'
import { useRoles } from './parts/use-roles.ts'

type Invitation = Output<'GET /invitations'>['items'][number]

const tones = {
  pending: 'accent',
  used: 'success',
  expired: 'neutral',
  revoked: 'neutral',
} as const

/** The ways into the workspace that are open, and those that were. */
export function InvitationsPage() {
  const text = useMessages(messages)
  useTitle(text.invitations)
  const { date } = useFormats()
  const roles = useRoles()
  const [isInviting, setInviting] = useState(false)
  const list = useInfiniteQuery(listQuery('GET /invitations', { limit: 100 }))
  const begin = (
    <Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
      {text.invite}
    </Button>
  )
  return (
    <>
      <PageHeader title={text.invitations} description={text.invitationsAbout} actions={begin} />
      <QueryView query={list} skeleton={<SkeletonRows rows={4} />}>
        {(data) => {
          const invitations = itemsOf(data)
          if (invitations.length === 0) {
            return (
              <EmptyState title={text.noInvitations} icon={MailPlus} actions={begin}>
                {text.noInvitationsText}
              </EmptyState>
            )
          }
          return (
            <>
              <Table
                caption={text.invitations}
                rows={invitations}
                keyOf={({ id }) => id}
                columns={[
                  {
                    id: 'to',
                    header: text.to,
                    isRowHeader: true,
                    cell: ({ kind, email, uses, maximum_uses: most }) =>
                      kind === 'email' ? (
                        <span className="font-medium break-all">{email}</span>
                      ) : (
                        <span>
                          <span className="block font-medium">{text.anybody}</span>
                          <span className="text-muted">{text.uses(uses, most)}</span>
                        </span>
                      ),
                  },
                  {
                    id: 'role',
                    header: text.role,
                    cell: ({ role }) => roles.find(({ id }) => id === role)?.name ?? role,
                  },
                  {
                    id: 'status',
                    header: text.status,
                    cell: ({ status }) => <Badge tone={tones[status]}>{text[status]}</Badge>,
                  },
                  {
                    id: 'until',
                    header: text.until,
                    className: 'text-muted whitespace-nowrap',
                    cell: ({ expires_at: at }) => date(at),
                  },
                  {
                    id: 'actions',
                    header: text.actions,
                    isHeaderHidden: true,
                    cell: (invitation) => <InvitationActions invitation={invitation} />,
                  },
                ]}
              />
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  )
}

function InvitationActions({ invitation }: { invitation: Invitation }) {
  const text = useMessages(messages)
  const revoke = useAction('DELETE /invitations/{invitation_id}', ['invitations'])
  const resend = useAction('POST /invitations/{invitation_id}/resend', ['invitations'])
  if (invitation.status !== 'pending') return null
  const id = { invitation_id: invitation.id }
  const onError = (error: Error) => showToast({ tone: 'danger', message: error.message })
  return (
    <span className="flex justify-end gap-1">
      {invitation.kind === 'email' && (
        <Button
          size="small"
          variant="quiet"
          isPending={resend.isPending}
          onClick={() =>
            resend.mutate(id, { onError, onSuccess: () => showToast({ message: text.resent }) })
          }
        >
          {text.resend}
        </Button>
      )}
      <Button
        size="small"
        variant="quiet"
        isPending={revoke.isPending}
        onClick={() =>
          revoke.mutate(id, { onError, onSuccess: () => showToast({ message: text.withdrawn }) })
        }
      >
        {text.withdraw}
      </Button>
    </span>
  )
}
