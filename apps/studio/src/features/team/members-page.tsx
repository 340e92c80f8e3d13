import { useInfiniteQuery } from '@tanstack/react-query'
import { Ellipsis, UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useMay, useSession } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Menu } from '../../ui/menu.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'
import { ChangeRole } from './parts/change-role.tsx'

export type Member = Output<'GET /members'>['items'][number]

/** Who belongs to the workspace. */
export function MembersPage() {
  const text = useMessages(messages)
  useTitle(text.members)
  const { date } = useFormats()
  const { user } = useSession()
  const mayWrite = useMay('members.write')
  const list = useInfiniteQuery(listQuery('GET /members', { limit: 100 }))
  return (
    <>
      <PageHeader
        title={text.members}
        description={text.membersAbout}
        actions={
          mayWrite && (
            <LinkButton to="/settings/invitations" variant="primary" icon={UserPlus}>
              {text.invite}
            </LinkButton>
          )
        }
      />
      <QueryView query={list} skeleton={<SkeletonRows rows={4} />}>
        {(data) => (
          <>
            <Table
              caption={text.members}
              rows={itemsOf(data)}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: 'name',
                  header: text.name,
                  isRowHeader: true,
                  cell: (member) => (
                    <span className="flex min-w-0 items-center gap-3">
                      <Avatar name={member.name} />
                      <span className="min-w-0">
                        <span className="flex items-center gap-2 font-medium">
                          {member.name}
                          {member.user_id === user?.id && <Badge>{text.you}</Badge>}
                          {!member.is_active && <Badge tone="warning">{text.inactive}</Badge>}
                        </span>
                        <span className="block truncate text-muted">{member.email}</span>
                      </span>
                    </span>
                  ),
                },
                { id: 'role', header: text.role, cell: (member) => member.role_name },
                {
                  id: 'joined',
                  header: text.joined,
                  className: 'text-muted whitespace-nowrap',
                  cell: (member) => date(member.created_at),
                },
                {
                  id: 'actions',
                  header: text.actions,
                  isHeaderHidden: true,
                  className: 'w-10',
                  cell: (member) =>
                    mayWrite && member.user_id !== user?.id && <MemberMenu member={member} />,
                },
              ]}
            />
            <LoadMore query={list} />
          </>
        )}
      </QueryView>
    </>
  )
}

function MemberMenu({ member }: { member: Member }) {
  const text = useMessages(messages)
  const [open, setOpen] = useState<'role' | 'remove' | null>(null)
  const remove = useAction('DELETE /members/{member_id}', ['members'])
  return (
    <>
      <Menu
        label={text.memberMenu(member.name)}
        align="end"
        groups={[
          {
            items: [
              { id: 'role', label: text.changeRole, onSelect: () => setOpen('role') },
              {
                id: 'remove',
                label: text.remove,
                isDangerous: true,
                onSelect: () => setOpen('remove'),
              },
            ],
          },
        ]}
        trigger={(props) => (
          <IconButton
            icon={Ellipsis}
            size="small"
            label={text.memberMenu(member.name)}
            {...props}
          />
        )}
      />
      {open === 'role' && <ChangeRole member={member} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <ConfirmDialog
          title={text.removeTitle(member.name)}
          action={text.remove}
          isPending={remove.isPending}
          error={remove.error}
          onClose={() => setOpen(null)}
          onConfirm={() =>
            remove.mutate(
              { member_id: member.id },
              { onSuccess: () => showToast({ message: text.removed(member.name) }) },
            )
          }
        >
          {text.removeText}
        </ConfirmDialog>
      )}
    </>
  )
}
