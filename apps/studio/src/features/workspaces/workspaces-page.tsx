import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldErrors } from '../../api/errors.ts'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { messages } from './messages.ts'

/** All workspaces of the person, and another one. */
export function WorkspacesPage() {
  const text = useMessages(messages)
  useTitle(text.workspaces)
  const [isMaking, setMaking] = useState(false)
  const list = useInfiniteQuery(listQuery('GET /workspaces', { limit: 100 }))
  const open = useAction('POST /workspaces/{workspace_id}/switch', [])
  // Everything on the page is of the one before: it is loaded anew.
  const enter = (id: string) =>
    open.mutate({ workspace_id: id }, { onSuccess: () => location.assign('/') })
  return (
    <>
      <PageHeader
        title={text.workspaces}
        description={text.workspacesAbout}
        actions={
          <Button variant="primary" onClick={() => setMaking(true)}>
            {text.newWorkspace}
          </Button>
        }
      />
      <ProblemNote error={open.error} className="mb-4" />
      <QueryView query={list} skeleton={<SkeletonRows rows={3} />}>
        {(data) => (
          <>
            <ul className="border-t border-line">
              {itemsOf(data).map(({ id, name, is_current: isCurrent }) => (
                <li key={id} className="flex min-h-14 items-center gap-3 border-b border-line">
                  <Avatar name={name} />
                  <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
                  {isCurrent ? (
                    <Badge tone="accent">{text.current}</Badge>
                  ) : (
                    <Button size="small" onClick={() => enter(id)}>
                      {text.open}
                      <span className="sr-only"> {name}</span>
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <LoadMore query={list} />
          </>
        )}
      </QueryView>
      {isMaking && <NewWorkspace onMade={enter} onClose={() => setMaking(false)} />}
    </>
  )
}

interface NewWorkspaceProps {
  onMade: (id: string) => void
  onClose: () => void
}

function NewWorkspace({ onMade, onClose }: NewWorkspaceProps) {
  const text = useMessages(messages)
  const create = useAction('POST /workspaces', ['workspaces'])
  const fields = fieldErrors(create.error)
  return (
    <Dialog title={text.newWorkspace} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const name = String(new FormData(event.currentTarget).get('name'))
          create.mutate({ name }, { onSuccess: ({ id }) => onMade(id) })
        }}
      >
        <TextField label={text.name} name="name" required autoFocus error={fields.name} />
        {!fields.name && <ProblemNote error={create.error} />}
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {text.make}
        </Button>
      </form>
    </Dialog>
  )
}
