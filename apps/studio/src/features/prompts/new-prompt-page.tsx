import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Save } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { query } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { NoPermission } from '../../ui/error-panel.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { blankContent, withVariables } from './draft.ts'
import type { Draft } from './draft.ts'
import { messages } from './messages.ts'
import { Editor } from './parts/editor.tsx'
import { LeaveDialog } from './parts/leave-dialog.tsx'
import { Presets, usePresetNames } from './parts/presets.tsx'
import { RestoredNote } from './parts/restored-note.tsx'
import { useDraft } from './use-draft.ts'

/** A prompt that is not saved yet: first where to begin, then the editor. */
export function NewPromptPage() {
  const text = useMessages(messages)
  useTitle(text.newTitle)
  const { preset } = useSearch({ from: '/shell/prompts/new' })
  const mayWrite = useMay('prompts.write')
  if (!mayWrite) return <NoPermission />
  if (preset === undefined) {
    return (
      <Page>
        <PageHeader
          title={text.newTitle}
          description={text.newText}
          crumbs={[{ label: text.title, to: '/prompts' }]}
        />
        <Presets />
      </Page>
    )
  }
  return <FromPreset key={preset} preset={preset} />
}

function FromPreset({ preset }: { preset: string }) {
  const named = usePresetNames()
  const list = useQuery({ ...query('GET /prompt-presets', {}), staleTime: Infinity })
  return (
    <Page>
      <QueryView query={list} skeleton={<SkeletonRows rows={8} className="h-12" />}>
        {({ items }) => {
          const found = items.find(({ id }) => id === preset)
          const draft = found
            ? { ...named(found), content: found.content }
            : { name: '', description: '', content: blankContent }
          return <NewEditor id={`new:${preset}`} begun={draft} />
        }}
      </QueryView>
    </Page>
  )
}

function NewEditor({ id, begun }: { id: string; begun: Draft }) {
  const text = useMessages(messages)
  const state = useDraft(id, begun, 0)
  const { draft, setDraft, forget } = state
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const navigate = useNavigate()
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: ({ name, description, content }: Draft) =>
      call('POST /prompt-templates', { name, description, content: withVariables(content) }),
    onSuccess: async ({ id: templateId }) => {
      forget()
      await client.invalidateQueries({ queryKey: ['prompt-templates'] })
      await navigate({ to: '/prompts/$templateId', params: { templateId }, ignoreBlocker: true })
    },
  })
  return (
    <>
      <PageHeader
        title={text.newTitle}
        crumbs={[{ label: text.title, to: '/prompts' }]}
        actions={
          <Button
            variant="primary"
            icon={Save}
            isPending={save.isPending}
            disabled={draft.name.trim() === ''}
            onClick={() => save.mutate(draft)}
          >
            {text.save}
          </Button>
        }
      />
      <RestoredNote state={state} />
      <ProblemNote error={save.error} className="mb-4 empty:hidden" />
      <Editor draft={draft} onChange={setDraft} values={values} onValues={setValues} />
      <LeaveDialog blocker={state.blocker} />
    </>
  )
}
