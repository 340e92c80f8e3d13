import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { hashSection } from '@galley/markdown'
import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import type { Input } from '../../../api/call.ts'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Callout } from '../../../ui/callout.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { messages } from '../rewrite-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { Variation } from './variation.tsx'

type Request = Input<'POST /steps/section.rewrite'>
export type RewriteAction = Request['action']

export const rewriteActions: readonly RewriteAction[] = [
  'regenerate',
  'shorten',
  'lengthen',
  'rewrite',
  'tone',
  'translate',
  'instruct',
]

/** Those that the embedded writer does too. */
const withoutModel: ReadonlySet<RewriteAction> = new Set(['regenerate', 'shorten', 'lengthen'])

const MOST_VARIATIONS = 5

interface RewritePanelProps {
  document: ArticleDocument
  sectionId: string
  action: RewriteAction
  /** Sends what is not saved yet: the server reworks what it has. */
  onFlush: () => Promise<void>
  onAction: (action: RewriteAction) => void
}

/** One section in other words: variations beside each other, each change to be taken or left. */
export function RewritePanel({
  document,
  sectionId,
  action,
  onFlush,
  onAction,
}: RewritePanelProps) {
  const text = useMessages(messages)
  const client = useQueryClient()
  const [jobs, setJobs] = useState<readonly string[]>([])
  const [shown, setShown] = useState(0)
  const { data: models } = useQuery(query('GET /models', {}))
  const section = document.content.parts.find(({ id }) => id === sectionId)
  const hasModel = models?.items.some(({ provider }) => provider !== 'embedded') ?? false
  const isPossible = hasModel || withoutModel.has(action)

  const start = useMutation({
    async mutationFn(options: Partial<Request>) {
      await onFlush()
      const fresh = await call('GET /documents/{document_id}', { document_id: document.id })
      const part = fresh.content.parts.find(({ id }) => id === sectionId)
      const answer = await call(
        'POST /steps/section.rewrite',
        {
          document_id: document.id,
          section_id: sectionId,
          action,
          ...options,
          ...(part && { base_hash: await hashSection(part.markdown) }),
        },
        { headers: { prefer: 'respond-async' } },
      )
      return (answer as { job_id: string }).job_id
    },
    onSuccess(jobId) {
      setShown(jobs.length)
      setJobs([...jobs, jobId])
      void client.invalidateQueries({ queryKey: ['jobs'] })
    },
  })

  if (!section) return <p className="text-sm text-muted">{text.gone}</p>
  return (
    <div className="flex flex-col gap-5">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate(readOptions(new FormData(event.currentTarget)))
        }}
      >
        <p className="font-serif text-lg">{section.heading}</p>
        <SelectField
          label={text.what}
          value={action}
          options={rewriteActions.map((value) => ({ value, label: text[value] }))}
          onChange={(event) => onAction(event.target.value as RewriteAction)}
        />
        {action === 'tone' && (
          <TextField
            label={text.toneLabel}
            name="tone"
            hint={text.toneHint}
            required
            maxLength={200}
          />
        )}
        {action === 'translate' && (
          <TextField
            label={text.languageLabel}
            name="language"
            hint={text.languageHint}
            required
            maxLength={35}
          />
        )}
        {action === 'instruct' && (
          <TextArea label={text.instructionLabel} name="instruction" required maxLength={2000} />
        )}
        {hasModel && (
          <SelectField
            label={text.model}
            name="model"
            options={[
              { value: '', label: text.standardModel },
              ...(models?.items ?? []).map(({ id }) => ({ value: id, label: id })),
            ]}
          />
        )}
        {section.is_edited && (
          <Checkbox
            name="include_edited"
            label={text.includeEdited}
            hint={text.includeEditedHint}
          />
        )}
        {!isPossible && <Callout tone="warning">{text.needsModel}</Callout>}
        <ProblemNote error={start.error} />
        <Button
          type="submit"
          variant="primary"
          icon={Sparkles}
          isPending={start.isPending}
          disabled={!isPossible || jobs.length >= MOST_VARIATIONS}
        >
          {jobs.length === 0 ? text.start : text.another}
        </Button>
        <p className="text-xs text-muted">{text.nothingStored}</p>
      </form>
      {jobs.length > 1 && (
        <div role="group" aria-label={text.variations} className="flex gap-1">
          {jobs.map((jobId, index) => (
            <Button
              key={jobId}
              size="small"
              variant={index === shown ? 'primary' : 'secondary'}
              aria-pressed={index === shown}
              onClick={() => setShown(index)}
            >
              {text.variation(index + 1)}
            </Button>
          ))}
        </div>
      )}
      {jobs[shown] && (
        <Variation
          key={jobs[shown]}
          jobId={jobs[shown]}
          document={document}
          sectionId={sectionId}
          onDone={() => {
            setJobs([])
            setShown(0)
          }}
        />
      )}
    </div>
  )
}

function readOptions(form: FormData): Partial<Request> {
  const read = (name: string) => String(form.get(name) ?? '').trim()
  return {
    ...(read('tone') && { tone: read('tone') }),
    ...(read('language') && { language: read('language') }),
    ...(read('instruction') && { instruction: read('instruction') }),
    ...(read('model') && { model: read('model') }),
    include_edited: form.get('include_edited') === 'on',
  }
}
