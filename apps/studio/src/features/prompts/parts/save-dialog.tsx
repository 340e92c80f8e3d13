import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { ApiError } from '../../../api/errors.ts'
import { queryKey } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { withVariables } from '../draft.ts'
import type { PromptVersion, Template } from '../draft.ts'
import { messages } from '../messages.ts'
import type { DraftState } from '../use-draft.ts'
import { ContentDiff } from './content-diff.tsx'

interface SaveDialogProps {
  template: Template
  state: DraftState
  onClose: () => void
}

/** Saves what is written as a version; where somebody was quicker, both are looked at first. */
export function SaveDialog({ template, state, onClose }: SaveDialogProps) {
  const text = useMessages(messages)
  const client = useQueryClient()
  const [summary, setSummary] = useState('')
  const { id } = template
  const { draft, baseVersion, reset } = state
  const save = useMutation({
    mutationFn: (base: number) =>
      call('PATCH /prompt-templates/{template_id}', {
        template_id: id,
        base_version: base,
        name: draft.name,
        description: draft.description,
        content: withVariables(draft.content),
        ...(summary.trim() && { summary: summary.trim() }),
      }),
    onSuccess: async (saved) => {
      const key = queryKey('GET /prompt-templates/{template_id}', { template_id: id })
      client.setQueryData(key, saved)
      reset(
        { name: saved.name, description: saved.description, content: saved.content },
        saved.version,
      )
      showToast({ message: text.saved(saved.version) })
      onClose()
      await client.invalidateQueries({ queryKey: ['prompt-templates'] })
    },
  })
  const theirs = conflictOf(save.error)
  return (
    <Dialog
      title={theirs ? text.conflictTitle : text.saveTitle}
      size={theirs ? 'large' : 'medium'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button
            variant="primary"
            isPending={save.isPending}
            onClick={() => save.mutate(theirs?.version ?? baseVersion)}
          >
            {theirs ? text.saveOnTop : text.save}
          </Button>
        </>
      }
    >
      {theirs ? (
        <>
          <Callout tone="warning" className="mb-4">
            {text.conflictText(theirs.author.name ?? text.somebody, theirs.version)}
          </Callout>
          <ContentDiff before={theirs.content} after={withVariables(draft.content)} />
        </>
      ) : (
        <>
          <TextField
            label={text.summary}
            hint={text.summaryHint}
            value={summary}
            maxLength={300}
            isOptional
            onChange={(event) => setSummary(event.target.value)}
          />
          <ProblemNote error={save.error} className="mt-3 empty:hidden" />
        </>
      )}
    </Dialog>
  )
}

/** What somebody else saved meanwhile; undefined where that is not what went wrong. */
const conflictOf = (error: unknown): PromptVersion | undefined =>
  error instanceof ApiError && error.code === 'prompt_version_conflict'
    ? (error.details['theirs'] as PromptVersion)
    : undefined
