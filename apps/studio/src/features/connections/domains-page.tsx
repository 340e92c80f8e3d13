import { useInfiniteQuery } from '@tanstack/react-query'
import { Globe, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { fieldErrors } from '../../api/errors.ts'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { messages } from './messages.ts'

type Domain = Output<'GET /domains'>['items'][number]
const tones = { pending: 'warning', verified: 'success', record_missing: 'danger' } as const

/** Domains of the workspace, and the proof that they are its own. */
export function DomainsPage() {
  const text = useMessages(messages)
  useTitle(text.domains)
  const mayWrite = useMay('domains.write')
  const [isAdding, setAdding] = useState(false)
  const list = useInfiniteQuery(listQuery('GET /domains', { limit: 100 }))
  const begin = mayWrite && (
    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
      {text.add}
    </Button>
  )
  return (
    <>
      <PageHeader title={text.domains} description={text.domainsAbout} actions={begin} />
      <QueryView query={list} skeleton={<SkeletonRows rows={2} />}>
        {(data) => {
          const domains = itemsOf(data)
          return domains.length === 0 ? (
            <EmptyState title={text.none} icon={Globe} actions={begin}>
              {text.noneText}
            </EmptyState>
          ) : (
            <>
              <ul className="border-t border-line">
                {domains.map((domain) => (
                  <DomainRow key={domain.id} domain={domain} mayWrite={mayWrite} />
                ))}
              </ul>
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
      {isAdding && <AddDomain onClose={() => setAdding(false)} />}
    </>
  )
}

function DomainRow({ domain, mayWrite }: { domain: Domain; mayWrite: boolean }) {
  const text = useMessages(messages)
  const [isRemoving, setRemoving] = useState(false)
  const verify = useAction('POST /domains/{domain_id}/verify', ['domains'])
  const remove = useAction('DELETE /domains/{domain_id}', ['domains'])
  const id = { domain_id: domain.id }
  return (
    <li className="border-b border-line py-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-medium">{domain.name}</p>
        <Badge tone={tones[domain.status]}>{text[domain.status]}</Badge>
        <span className="text-sm text-muted">
          {domain.purposes.map((purpose) => text[purpose]).join(', ')}
        </span>
        {mayWrite && (
          <IconButton
            icon={Trash2}
            label={text.remove(domain.name)}
            className="ms-auto"
            onClick={() => setRemoving(true)}
          />
        )}
      </div>
      {domain.status !== 'verified' && (
        <div className="mt-3 flex max-w-xl flex-col gap-3">
          <p className="text-sm">{text.record}</p>
          <CopyField label={text.recordName} value={domain.record.name} />
          <CopyField label={text.recordValue} value={domain.record.value} />
          {domain.last_error && <p className="text-sm text-danger">{domain.last_error}</p>}
          {mayWrite && (
            <Button
              className="self-start"
              isPending={verify.isPending}
              onClick={() => verify.mutate(id)}
            >
              {text.verify}
            </Button>
          )}
          <ProblemNote error={verify.error} />
        </div>
      )}
      {isRemoving && (
        <ConfirmDialog
          title={text.removeTitle(domain.name)}
          action={text.removeAction}
          isPending={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(false)}
          onConfirm={() => remove.mutate(id, { onSuccess: () => setRemoving(false) })}
        >
          {text.removeText}
        </ConfirmDialog>
      )}
    </li>
  )
}

function AddDomain({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const create = useAction('POST /domains', ['domains'])
  const fields = fieldErrors(create.error)
  return (
    <Dialog title={text.add} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const purposes = form.getAll('purposes') as Domain['purposes']
          create.mutate({ name: String(form.get('name')), purposes }, { onSuccess: onClose })
        }}
      >
        <TextField
          label={text.name}
          name="name"
          placeholder="example.com"
          required
          autoFocus
          error={fields.name}
        />
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{text.purposes}</legend>
          <Checkbox name="purposes" value="email" label={text.email} defaultChecked />
          <Checkbox name="purposes" value="site" label={text.site} />
        </fieldset>
        {!fields.name && <ProblemNote error={create.error} />}
        <Button type="submit" variant="primary" isPending={create.isPending}>
          {text.add}
        </Button>
      </form>
    </Dialog>
  )
}
