import { useQuery } from '@tanstack/react-query'
import { Star } from 'lucide-react'
import type { Node } from 'prosemirror-model'
import { useState } from 'react'
import { query, useAction } from '../../../api/queries.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { TimeAgo } from '../../../ui/time-ago.tsx'
import { messages } from '../rewrite-messages.ts'
import type { ArticleDocument } from '../saving/article-text.ts'
import { Decision } from './decision.tsx'

interface ProposalsProps {
  editor: ArticleEditor
  document: ArticleDocument
  /** The section as it stands in the editor. */
  section: Node
  onFlush: () => Promise<void>
}

/** Every proposal for the section that is still open, newest first; the one that is chosen unfolds. */
export function Proposals({ editor, document, section, onFlush }: ProposalsProps) {
  const text = useMessages(messages)
  const [chosen, setChosen] = useState<string | null>(null)
  const { data, error } = useQuery(
    query('GET /documents/{document_id}/proposals', {
      document_id: document.id,
      section_id: section.attrs['id'] as string,
      status: 'open',
    }),
  )
  const mark = useAction('PATCH /proposals/{proposal_id}', ['documents'])
  const proposals = data?.items ?? []
  if (error) return <ProblemNote error={error} />
  if (proposals.length === 0) return null
  const shown = proposals.find(({ id }) => id === chosen) ?? proposals[0]!
  return (
    <section aria-label={text.variations} className="flex flex-col gap-4 border-t border-line pt-4">
      {proposals.length > 1 && (
        <div role="group" aria-label={text.variations} className="flex flex-wrap gap-1">
          {proposals.map(({ id, is_favourite: isFavourite }, index) => (
            <Button
              key={id}
              size="small"
              variant={id === shown.id ? 'primary' : 'secondary'}
              aria-pressed={id === shown.id}
              onClick={() => setChosen(id)}
            >
              {text.variation(index + 1)}
              {isFavourite && <Star aria-hidden className="size-3 fill-current" />}
            </Button>
          ))}
        </div>
      )}
      <p className="flex items-center gap-2 text-sm text-muted">
        <span className="min-w-0 flex-1">
          {text[shown.action]} · {text.madeBy(shown.model)} · <TimeAgo at={shown.created_at} />
        </span>
        <IconButton
          icon={Star}
          size="small"
          label={text.favourite}
          isPressed={shown.is_favourite}
          onClick={() => mark.mutate({ proposal_id: shown.id, is_favourite: !shown.is_favourite })}
        />
      </p>
      <Decision
        key={shown.id}
        editor={editor}
        document={document}
        section={section}
        proposal={shown}
        onFlush={onFlush}
        onDiscard={() => mark.mutate({ proposal_id: shown.id, status: 'discarded' })}
      />
      <ProblemNote error={mark.error} />
    </section>
  )
}
