import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { queryKey, useAction } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../rewrite-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import type { Proposal } from '../saving/rewrite-stream.ts'
import { takeChanges, wordChanges } from '../saving/word-changes.ts'
import type { WordHunk } from '../saving/word-changes.ts'

interface DecisionProps {
  document: ArticleDocument
  before: string
  proposal: Proposal
  onDiscard: () => void
}

/** Each change taken or left, and then all of it at once put into the article. */
export function Decision({ document, before, proposal, onDiscard }: DecisionProps) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const client = useQueryClient()
  const hunks = wordChanges(before, proposal.markdown)
  const changes = hunks.flatMap(({ kind }, index) => (kind === 'change' ? [index] : []))
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const taken = new Set(changes.filter((index) => !left.has(index)))
  const restore = useAction('POST /documents/{document_id}/versions/{version}/restore', [
    'documents',
  ])
  const { id, version } = document
  const accept = useMutation({
    mutationFn: () =>
      call('POST /proposals/{proposal_id}/accept', {
        proposal_id: proposal.id,
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
    },
  })
  const cost = proposal.cost_micros
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">
        {text.madeBy(proposal.model)} ·{' '}
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
        <Button onClick={onDiscard}>{text.discard}</Button>
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
