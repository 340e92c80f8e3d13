import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { queryKey, useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { isOver } from '../../../work/job-status.tsx'
import { useJob } from '../../../work/use-job.ts'
import { messages } from '../rewrite-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { takeChanges, wordChanges } from '../saving/word-changes.ts'
import type { WordHunk } from '../saving/word-changes.ts'

interface VariationProps {
  jobId: string
  document: ArticleDocument
  sectionId: string
  onDone: () => void
}

interface Rewritten {
  markdown: string
  cost_micros: number | null
  writer: { model: string }
}

/** One variation: while it is written, and then against the text as it is. */
export function Variation({ jobId, document, sectionId, onDone }: VariationProps) {
  const text = useMessages(messages)
  const { data: job, error } = useJob(jobId)
  const cancel = useAction('POST /jobs/{job_id}/cancel', ['jobs'])
  if (error) return <ProblemNote error={error} />
  if (!job || !isOver(job.status)) {
    return (
      <div role="status">
        <Progress label={text.writing} />
        <p className="mt-2 flex items-center justify-between text-sm text-muted">
          {text.writing}
          <Button size="small" variant="quiet" onClick={() => cancel.mutate({ job_id: jobId })}>
            {text.cancel}
          </Button>
        </p>
      </div>
    )
  }
  if (job.status !== 'succeeded') {
    return (
      <p role="alert" className="text-sm text-danger">
        {job.error?.message ?? text.cancelled}
      </p>
    )
  }
  const section = document.content.parts.find(({ id }) => id === sectionId)
  if (!section) return null
  return (
    <Decision
      jobId={jobId}
      document={document}
      before={section.markdown}
      rewritten={job.output as Rewritten}
      onDone={onDone}
    />
  )
}

interface DecisionProps {
  jobId: string
  document: ArticleDocument
  before: string
  rewritten: Rewritten
  onDone: () => void
}

/** Each change taken or left, and then all of it at once put into the article. */
function Decision({ jobId, document, before, rewritten, onDone }: DecisionProps) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const client = useQueryClient()
  const hunks = wordChanges(before, rewritten.markdown)
  const changes = hunks.flatMap(({ kind }, index) => (kind === 'change' ? [index] : []))
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const taken = new Set(changes.filter((index) => !left.has(index)))
  const restore = useAction('POST /documents/{document_id}/versions/{version}/restore', [
    'documents',
  ])
  const { id, version } = document
  const accept = useMutation({
    mutationFn: () =>
      call('POST /rewrites/{job_id}/accept', {
        job_id: jobId,
        base_version: version,
        ...(left.size > 0 && { markdown: takeChanges(hunks, taken) }),
      }),
    onSuccess(saved) {
      client.setQueryData(queryKey('GET /documents/{document_id}', { document_id: id }), saved)
      void client.invalidateQueries({ queryKey: ['documents'] })
      showToast({
        message: text.accepted,
        action: {
          label: text.undo,
          onSelect: () => restore.mutate({ document_id: id, version: String(version) }),
        },
      })
      onDone()
    },
  })
  const cost = rewritten.cost_micros
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">
        {text.madeBy(rewritten.writer.model)} ·{' '}
        {cost === null ? text.costUnknown : cost === 0 ? text.costFree : money(cost)}
      </p>
      {changes.length === 0 ? (
        <p className="text-sm">{text.same}</p>
      ) : (
        <div className="font-serif leading-relaxed whitespace-pre-wrap">
          {hunks.map((hunk, index) => (
            <Hunk
              key={index}
              hunk={hunk}
              number={changes.indexOf(index) + 1}
              isTaken={taken.has(index)}
              onToggle={() => {
                const next = new Set(left)
                if (!next.delete(index)) next.add(index)
                setLeft(next)
              }}
            />
          ))}
        </div>
      )}
      <ProblemNote error={accept.error} />
      <div className="sticky bottom-0 -mx-5 flex flex-wrap gap-2 border-t border-line bg-surface px-5 py-3">
        <Button
          variant="primary"
          isPending={accept.isPending}
          disabled={taken.size === 0}
          onClick={() => accept.mutate()}
        >
          {left.size === 0 ? text.acceptAll : text.acceptSome(taken.size)}
        </Button>
        <Button onClick={onDone}>{text.discard}</Button>
        <Button
          variant="quiet"
          onClick={() => setLeft(taken.size > 0 ? new Set(changes) : new Set())}
        >
          {taken.size > 0 ? text.leaveAll : text.takeAll}
        </Button>
      </div>
    </div>
  )
}

interface HunkProps {
  hunk: WordHunk
  number: number
  isTaken: boolean
  onToggle: () => void
}

function Hunk({ hunk, number, isTaken, onToggle }: HunkProps) {
  const text = useMessages(messages)
  if (hunk.kind === 'same') return hunk.text
  const Icon = isTaken ? Check : X
  return (
    <span className={isTaken ? undefined : 'opacity-70'}>
      {hunk.removed && (
        <del className={isTaken ? 'bg-remove-soft text-remove' : 'no-underline'}>
          {hunk.removed}
        </del>
      )}
      {hunk.added && (
        <ins
          className={isTaken ? 'bg-insert-soft text-insert' : 'bg-sunken text-muted line-through'}
        >
          {hunk.added}
        </ins>
      )}
      <button
        type="button"
        aria-pressed={isTaken}
        aria-label={text.change(number)}
        title={text.change(number)}
        onClick={onToggle}
        className="mx-1 inline-grid size-6 place-items-center rounded border border-edge align-middle text-muted hover:bg-sunken aria-pressed:border-insert aria-pressed:text-insert"
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
    </span>
  )
}
