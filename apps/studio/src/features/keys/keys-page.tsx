import { useInfiniteQuery } from '@tanstack/react-query'
import { Ellipsis, KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Menu } from '../../ui/menu.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'
import { KeyTable } from './parts/key-table.tsx'
import { MadeKey, NewKeyDialog } from './parts/new-key-dialog.tsx'

type ApiKey = Output<'GET /api-keys'>['items'][number]

/** The keys of the workspace's programs. */
export function KeysPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const mayWrite = useMay('keys.write')
  const [isMaking, setMaking] = useState(false)
  const list = useInfiniteQuery(listQuery('GET /api-keys', { limit: 100 }))
  const begin = mayWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
      {text.newKey}
    </Button>
  )
  return (
    <>
      <PageHeader title={text.title} description={text.about} actions={begin} />
      <QueryView query={list} skeleton={<SkeletonRows rows={4} />}>
        {(data) => {
          const keys = itemsOf(data)
          return keys.length === 0 ? (
            <EmptyState title={text.emptyTitle} icon={KeyRound} actions={begin}>
              {text.emptyText}
            </EmptyState>
          ) : (
            <>
              <KeyTable
                keys={keys}
                actions={(key) => mayWrite && <KeyMenu apiKey={key as ApiKey} />}
              />
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} />}
    </>
  )
}

function KeyMenu({ apiKey }: { apiKey: ApiKey }) {
  const text = useMessages(messages)
  const [open, setOpen] = useState<'rotate' | 'revoke' | null>(null)
  const revoke = useAction('POST /api-keys/{key_id}/revoke', ['api-keys'])
  const rotate = useAction('POST /api-keys/{key_id}/rotate', ['api-keys'])
  const close = () => setOpen(null)
  if (apiKey.status !== 'active') return null
  if (rotate.data) return <MadeKey value={rotate.data.key} onClose={rotate.reset} />
  return (
    <>
      <Menu
        label={text.menu(apiKey.name)}
        align="end"
        groups={[
          {
            items: [
              { id: 'rotate', label: text.rotate, onSelect: () => setOpen('rotate') },
              {
                id: 'revoke',
                label: text.revoke,
                isDangerous: true,
                onSelect: () => setOpen('revoke'),
              },
            ],
          },
        ]}
        trigger={(props) => (
          <IconButton icon={Ellipsis} size="small" label={text.menu(apiKey.name)} {...props} />
        )}
      />
      {open === 'revoke' && (
        <ConfirmDialog
          title={text.revokeTitle(apiKey.name)}
          action={text.revoke}
          isPending={revoke.isPending}
          error={revoke.error}
          onClose={close}
          onConfirm={() =>
            revoke.mutate(
              { key_id: apiKey.id },
              {
                onSuccess() {
                  showToast({ message: text.revokedDone })
                  close()
                },
              },
            )
          }
        >
          {text.revokeText}
        </ConfirmDialog>
      )}
      {open === 'rotate' && (
        <ConfirmDialog
          title={text.rotateTitle(apiKey.name)}
          action={text.rotate}
          isDangerous={false}
          isPending={rotate.isPending}
          error={rotate.error}
          onClose={close}
          onConfirm={() => rotate.mutate({ key_id: apiKey.id }, { onSuccess: close })}
        >
          {text.rotateText}
        </ConfirmDialog>
      )}
    </>
  )
}
