import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { itemsOf, listQuery, query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Stat } from '../../ui/description-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { messages } from './messages.ts'

/** How the directory is doing, and the tokens it calls with. */
export function ScimPage() {
  const text = useMessages(messages)
  useTitle(text.scim)
  const { number } = useFormats()
  const status = useQuery(query('GET /scim/status', {}))
  return (
    <>
      <PageHeader title={text.scim} description={text.scimAbout} />
      <QueryView query={status} skeleton={<SkeletonText lines={6} />}>
        {(data) => (
          <>
            <div className="mb-6 max-w-xl">
              <CopyField label={text.baseUrl} value={data.base_url} />
            </div>
            <div className="mb-8 grid grid-cols-2 gap-6 border-y border-line py-4 sm:grid-cols-3">
              <Stat label={text.users} value={number(data.active_users)} />
              <Stat label={text.groups} value={number(data.groups)} />
              <Stat
                label={text.lastSync}
                value={data.last_sync_at ? <TimeAgo at={data.last_sync_at} /> : text.never}
              />
            </div>
            <Section title={text.tokens}>
              <Tokens />
            </Section>
            {data.errors.length > 0 && (
              <Section title={text.errors}>
                <ul className="text-sm">
                  {data.errors.map((error) => (
                    <li key={error.at + error.request} className="border-b border-line py-2">
                      <p className="font-mono text-xs text-muted">{error.request}</p>
                      <p className="text-danger">{error.detail}</p>
                    </li>
                  ))}
                </ul>
              </Section>
            )}
          </>
        )}
      </QueryView>
    </>
  )
}

function Tokens() {
  const text = useMessages(messages)
  const { date } = useFormats()
  const mayWrite = useMay('scim.write')
  const [isMaking, setMaking] = useState(false)
  const list = useInfiniteQuery(listQuery('GET /scim/tokens', {}))
  const revoke = useAction('DELETE /scim/tokens/{token_id}', ['scim'])
  return (
    <>
      <ul className="mb-4 max-w-xl">
        {itemsOf(list.data).map(({ id, name, created_at: at }) => (
          <li key={id} className="flex items-center gap-3 border-b border-line py-2 text-sm">
            <span className="flex-1 font-medium">{name}</span>
            <span className="text-muted">{date(at)}</span>
            {mayWrite && (
              <IconButton
                icon={Trash2}
                size="small"
                label={text.revoke(name)}
                onClick={() => revoke.mutate({ token_id: id })}
              />
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={revoke.error ?? list.error} className="mb-3" />
      {mayWrite && (
        <Button icon={Plus} onClick={() => setMaking(true)}>
          {text.newToken}
        </Button>
      )}
      {isMaking && <NewToken onClose={() => setMaking(false)} />}
    </>
  )
}

function NewToken({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const create = useAction('POST /scim/tokens', ['scim'])
  if (create.data) {
    return (
      <Dialog
        title={text.tokenMade}
        onClose={onClose}
        actions={
          <Button variant="primary" onClick={onClose}>
            {text.done}
          </Button>
        }
      >
        <CopyField label={text.newToken} value={create.data.token} />
      </Dialog>
    )
  }
  return (
    <Dialog title={text.newToken} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ name: String(new FormData(event.currentTarget).get('name')) })
        }}
      >
        <TextField label={text.tokenName} name="name" required autoFocus />
        <ProblemNote error={create.error} />
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {text.make}
        </Button>
      </form>
    </Dialog>
  )
}
