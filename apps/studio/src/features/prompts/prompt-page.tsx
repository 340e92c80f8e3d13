import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Save, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { NoPermission } from '../../ui/error-panel.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import type { Template } from './draft.ts'
import { messages } from './messages.ts'
import { Editor } from './parts/editor.tsx'
import { LeaveDialog } from './parts/leave-dialog.tsx'
import { RestoredNote } from './parts/restored-note.tsx'
import { useDraft } from './use-draft.ts'

// Whoever opens a prompt reads it first; what compares and tries is fetched when it is wanted.
const History = lazy(async () => ({ default: (await import('./parts/history.tsx')).History }))
const TryOut = lazy(async () => ({ default: (await import('./parts/try-out.tsx')).TryOut }))
const SaveDialog = lazy(async () => ({
  default: (await import('./parts/save-dialog.tsx')).SaveDialog,
}))

/** One prompt: edited, tried, and what it said before. */
export function PromptPage() {
  const { templateId } = useParams({ from: '/shell/prompts/$templateId' })
  const mayRead = useMay('prompts.read')
  const template = useQuery({
    ...query('GET /prompt-templates/{template_id}', { template_id: templateId }),
    enabled: mayRead,
  })
  if (!mayRead) return <NoPermission />
  return (
    <Page>
      <QueryView query={template} skeleton={<SkeletonRows rows={8} className="h-12" />}>
        {(data) => <Desk key={templateId} template={data} />}
      </QueryView>
    </Page>
  )
}

function Desk({ template }: { template: Template }) {
  const text = useMessages(messages)
  const { id, name, description, content, version } = template
  useTitle(name)
  const { tab = 'edit' } = useSearch({ from: '/shell/prompts/$templateId' })
  const navigate = useNavigate({ from: '/prompts/$templateId' })
  const mayWrite = useMay('prompts.write')
  const state = useDraft(id, { name, description, content }, version)
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [open, setOpen] = useState<'save' | 'delete' | null>(null)
  return (
    <>
      <PageHeader
        title={name}
        description={
          <span className="inline-flex flex-wrap items-center gap-2">
            <Badge>{text[content.purpose]}</Badge>
            {text.version(version)}
            {state.isDirty && <Badge tone="warning">{text.unsaved}</Badge>}
          </span>
        }
        crumbs={[{ label: text.title, to: '/prompts' }]}
        actions={
          mayWrite && (
            <>
              <IconButton icon={Trash2} label={text.remove} onClick={() => setOpen('delete')} />
              <Button
                variant="primary"
                icon={Save}
                disabled={!state.isDirty || state.draft.name.trim() === ''}
                onClick={() => setOpen('save')}
              >
                {text.save}
              </Button>
            </>
          )
        }
      />
      <RestoredNote state={state} />
      <Tabs
        label={text.title}
        selected={tab}
        onSelect={(next) =>
          void navigate({
            search: next === 'edit' ? {} : { tab: next as 'try' | 'history' },
            replace: true,
          })
        }
        tabs={[
          { id: 'edit', label: text.edit },
          { id: 'try', label: text.tryOut },
          { id: 'history', label: text.history, count: version },
        ]}
      >
        <div className="pt-6">
          {tab === 'edit' && (
            <Editor
              draft={state.draft}
              onChange={state.setDraft}
              values={values}
              onValues={setValues}
              isReadOnly={!mayWrite}
            />
          )}
          <Suspense fallback={<SkeletonRows rows={5} className="h-14" />}>
            {tab === 'try' && (
              <TryOut template={template} state={state} values={values} onValues={setValues} />
            )}
            {tab === 'history' && <History template={template} state={state} />}
          </Suspense>
        </div>
      </Tabs>
      <Suspense>
        {open === 'save' && (
          <SaveDialog template={template} state={state} onClose={() => setOpen(null)} />
        )}
      </Suspense>
      {open === 'delete' && (
        <DeleteDialog template={template} state={state} onClose={() => setOpen(null)} />
      )}
      <LeaveDialog blocker={state.blocker} />
    </>
  )
}

interface DeleteDialogProps {
  template: Template
  state: { forget: () => void }
  onClose: () => void
}

function DeleteDialog({ template, state, onClose }: DeleteDialogProps) {
  const text = useMessages(messages)
  const navigate = useNavigate()
  const remove = useAction('DELETE /prompt-templates/{template_id}', [])
  return (
    <ConfirmDialog
      title={text.removeTitle(template.name)}
      action={text.remove}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        void remove.mutateAsync({ template_id: template.id }).then(
          () => {
            state.forget()
            return navigate({ to: '/prompts', ignoreBlocker: true })
          },
          // It is shown in the dialog.
          () => undefined,
        )
      }
    >
      {text.removeText}
    </ConfirmDialog>
  )
}
