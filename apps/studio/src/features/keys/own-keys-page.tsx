import { useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound, X } from 'lucide-react'
import { useState } from 'react'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'
import { KeyTable } from './parts/key-table.tsx'
import type { ShownKey } from './parts/key-table.tsx'

/** Keys that act as the person, such as that of the command line. */
export function OwnKeysPage() {
  const text = useMessages(messages)
  useTitle(text.ownTitle)
  const [revoking, setRevoking] = useState<ShownKey | null>(null)
  const list = useInfiniteQuery(listQuery('GET /account/api-keys', { limit: 100 }))
  const revoke = useAction('DELETE /account/api-keys/{key_id}', ['account'])
  return (
    <>
      <PageHeader title={text.ownTitle} description={text.ownAbout} />
      <QueryView query={list} skeleton={<SkeletonRows rows={3} />}>
        {(data) => {
          const keys = itemsOf(data) as ShownKey[]
          return keys.length === 0 ? (
            <EmptyState title={text.emptyTitle} icon={KeyRound}>
              {text.ownEmptyText}
            </EmptyState>
          ) : (
            <>
              <KeyTable
                keys={keys}
                actions={(key) =>
                  key.status === 'active' && (
                    <IconButton
                      icon={X}
                      size="small"
                      label={`${text.revoke}: ${key.name}`}
                      onClick={() => setRevoking(key)}
                    />
                  )
                }
              />
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
      {revoking && (
        <ConfirmDialog
          title={text.revokeTitle(revoking.name)}
          action={text.revoke}
          isPending={revoke.isPending}
          error={revoke.error}
          onClose={() => setRevoking(null)}
          onConfirm={() =>
            revoke.mutate(
              { key_id: revoking.id },
              {
                onSuccess() {
                  showToast({ message: text.revokedDone })
                  setRevoking(null)
                },
              },
            )
          }
        >
          {text.revokeText}
        </ConfirmDialog>
      )}
    </>
  )
}
