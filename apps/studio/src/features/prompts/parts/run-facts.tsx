import { Star, Trash2 } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { query, useAction } from '../../../api/queries.ts'
import { useMay } from '../../../app/session.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { CopyButton } from '../../../ui/copy-field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { PromptRun } from '../draft.ts'
import { messages } from '../messages.ts'

/** What an answer took, and what can be done with it. */
export function RunFacts({ run }: { run: Omit<PromptRun, 'created_at'> }) {
  const text = useMessages(messages)
  const { number, money, duration } = useFormats()
  const mayTry = useMay('prompts.try')
  const mark = useAction('PATCH /prompt-runs/{run_id}', ['prompt-runs'])
  const remove = useAction('DELETE /prompt-runs/{run_id}', ['prompt-runs'])
  const kept = useQuery(
    query('GET /prompt-runs', {
      ...(run.template_id !== null && { template_id: run.template_id }),
      limit: 50,
    }),
  )
  const stored = kept.data?.items.find(({ id }) => id === run.id)
  const isFavourite = stored?.is_favourite ?? run.is_favourite
  const facts = [
    run.cost_micros === null ? text.costUnknown : money(run.cost_micros),
    text.tokensInOut(number(run.input_tokens), number(run.output_tokens)),
    duration(run.duration_ms),
    run.model,
  ]
  if (remove.isSuccess) return <p className="text-sm text-muted">{text.runRemoved}</p>
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3 text-sm text-muted">
      <span className="min-w-0 flex-1 basis-40 break-words">{facts.join(' · ')}</span>
      <CopyButton value={run.text} />
      {mayTry && (
        <>
          <IconButton
            icon={Star}
            size="small"
            label={text.favourite}
            isPressed={isFavourite}
            isPending={mark.isPending}
            onClick={() => mark.mutate({ run_id: run.id, is_favourite: !isFavourite })}
          />
          <IconButton
            icon={Trash2}
            size="small"
            label={text.removeRun}
            isPending={remove.isPending}
            onClick={() => remove.mutate({ run_id: run.id })}
          />
        </>
      )}
    </div>
  )
}
