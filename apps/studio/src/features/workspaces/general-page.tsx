import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Section } from '../../ui/section.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

type Workspace = Output<'GET /workspace'>

/** What the workspace is called, and how it ends. */
export function GeneralPage() {
  const text = useMessages(messages)
  useTitle(text.general)
  const workspace = useQuery(query('GET /workspace', {}))
  return (
    <>
      <PageHeader title={text.general} />
      <QueryView query={workspace} skeleton={<SkeletonText lines={6} />}>
        {(data) => <General workspace={data} />}
      </QueryView>
    </>
  )
}

function General({ workspace }: { workspace: Workspace }) {
  const text = useMessages(messages)
  const { date } = useFormats()
  const mayWrite = useMay('workspace.write')
  const mayDelete = useMay('workspace.delete')
  const [open, setOpen] = useState<'leave' | 'delete' | null>(null)
  const update = useAction('PATCH /workspace', ['workspace', 'workspaces', 'whoami'])
  const leave = useAction('POST /workspace/leave', [])
  return (
    <>
      <Section title={text.name}>
        <form
          className="flex max-w-md flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            const name = String(new FormData(event.currentTarget).get('name'))
            update.mutate({ name }, { onSuccess: () => showToast({ message: text.saved }) })
          }}
        >
          <TextField
            label={text.name}
            isLabelHidden
            name="name"
            required
            readOnly={!mayWrite}
            defaultValue={workspace.name}
            error={fieldErrors(update.error).name}
            className="min-w-48 flex-1"
          />
          {mayWrite && (
            <Button type="submit" isPending={update.isPending}>
              {text.save}
            </Button>
          )}
        </form>
        <div className="mt-5 max-w-md">
          <DescriptionList
            items={[
              { term: text.created, value: date(workspace.created_at) },
              { term: text.yourRole, value: workspace.you.role ?? '–' },
            ]}
          />
        </div>
      </Section>
      <Section title={text.leave} description={text.leaveText}>
        <Button onClick={() => setOpen('leave')}>{text.leaveAction}</Button>
      </Section>
      {mayDelete && (
        <Section title={text.deleteTitle} description={text.deleteText}>
          <Button variant="danger" onClick={() => setOpen('delete')}>
            {text.deleteAction}
          </Button>
        </Section>
      )}
      {open === 'leave' && (
        <ConfirmDialog
          title={text.leaveTitle(workspace.name)}
          action={text.leaveAction}
          isPending={leave.isPending}
          error={leave.error}
          onClose={() => setOpen(null)}
          onConfirm={() => leave.mutate({}, { onSuccess: () => location.assign('/') })}
        >
          {text.leaveText}
        </ConfirmDialog>
      )}
      {open === 'delete' && <DeleteDialog name={workspace.name} onClose={() => setOpen(null)} />}
    </>
  )
}

function DeleteDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const text = useMessages(messages)
  const remove = useAction('DELETE /workspace', [])
  return (
    <Dialog title={text.deleteTitle} description={text.deleteText} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = String(new FormData(event.currentTarget).get('name'))
          remove.mutate({ name: typed }, { onSuccess: () => location.assign('/') })
        }}
      >
        <TextField label={text.deleteConfirm(name)} name="name" autoComplete="off" required />
        <ProblemNote error={remove.error} />
        <Button type="submit" variant="danger" isPending={remove.isPending}>
          {text.deleteAction}
        </Button>
      </form>
    </Dialog>
  )
}
