import { hashSection, sectionNode } from '@galley/markdown'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Node } from 'prosemirror-model'
import { useState } from 'react'
import { call } from '../../../api/call.ts'
import { queryKey, useAction } from '../../../api/queries.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { sectionChanges, takeChanges } from '../../../editor/section-changes.ts'
import { useProposalMarks } from '../../../editor/use-proposal-marks.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { messages } from '../rewrite-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import type { Proposal } from '../saving/rewrite-stream.ts'
import { ChangeList } from './change-list.tsx'

interface DecisionProps {
  editor: ArticleEditor
  document: ArticleDocument
  /** The section as it stands in the editor. */
  section: Node
  proposal: Proposal
  onFlush: () => Promise<void>
  onDiscard: () => void
}

const none: ReadonlySet<number> = new Set()

/** Each change taken or left, in the text and here, and then all of it put into the article. */
export function Decision({
  editor,
  document,
  section,
  proposal,
  onFlush,
  onDiscard,
}: DecisionProps) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const client = useQueryClient()
  const changes = sectionChanges(section, proposedSection(section, proposal.markdown))
  const [left, setLeft] = useState(none)
  const [current, setCurrent] = useState<number | null>(null)
  const [decided, setDecided] = useState(section)
  if (decided !== section) {
    // Somebody wrote in the section: these are other changes.
    setDecided(section)
    setLeft(none)
    setCurrent(null)
  }
  function toggle(index: number) {
    const next = new Set(left)
    if (!next.delete(index)) next.add(index)
    setLeft(next)
  }
  useProposalMarks(editor, {
    section,
    changes,
    left,
    current,
    isWriting: false,
    label: text.change,
    onToggle: toggle,
  })

  const restore = useAction('POST /documents/{document_id}/versions/{version}/restore', [
    'documents',
  ])
  const accept = useMutation({
    async mutationFn() {
      const base = await hashSection(editor.readSection(section).markdown)
      const isWhole = left.size === 0
      const taken = changes.filter((_, index) => !left.has(index))
      const markdown = isWhole
        ? proposal.markdown
        : editor.readSection(takeChanges(section, taken)).markdown
      await onFlush()
      const { version } = await call('GET /documents/{document_id}', { document_id: document.id })
      const saved = await call('POST /proposals/{proposal_id}/accept', {
        proposal_id: proposal.id,
        base_version: version,
        // Where the section is another by now, what is to be in it is said word by word.
        ...(!(isWhole && base === proposal.base_hash) && { markdown }),
      })
      return { saved, version }
    },
    onSuccess({ saved, version }) {
      const input = { document_id: document.id }
      client.setQueryData(queryKey('GET /documents/{document_id}', input), saved)
      void client.invalidateQueries({ queryKey: ['documents'] })
      showToast({
        message: text.accepted,
        action: {
          label: text.undo,
          onSelect: () => restore.mutate({ ...input, version: String(version) }),
        },
      })
    },
  })
  const cost = proposal.cost_micros
  const takenCount = changes.length - left.size
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">
        {cost === null ? text.costUnknown : cost === 0 ? text.costFree : money(cost)}
      </p>
      {changes.length === 0 ? (
        <p className="text-sm">{text.same}</p>
      ) : (
        <ChangeList changes={changes} left={left} onToggle={toggle} onCurrent={setCurrent} />
      )}
      <ProblemNote error={accept.error} />
      <div className="sticky bottom-0 -mx-5 flex flex-wrap gap-2 border-t border-line bg-surface px-5 py-3">
        <Button
          variant="primary"
          isPending={accept.isPending}
          disabled={takenCount === 0}
          onClick={() => accept.mutate()}
        >
          {left.size === 0 ? text.acceptAll : text.acceptSome(takenCount)}
        </Button>
        <Button onClick={onDiscard}>{text.discard}</Button>
        <Button
          variant="quiet"
          onClick={() => setLeft(takenCount > 0 ? new Set(changes.keys()) : none)}
        >
          {takenCount > 0 ? text.leaveAll : text.takeAll}
        </Button>
      </div>
    </div>
  )
}

/** A section that says this, under the heading that it has. */
export const proposedSection = (section: Node, markdown: string): Node =>
  sectionNode({
    id: section.attrs['id'] as string,
    heading: section.firstChild!.textContent,
    markdown,
  })
