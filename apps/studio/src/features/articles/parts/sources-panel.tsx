import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { isNotFound } from '../../../api/errors.ts'
import { query } from '../../../api/queries.ts'
import { sentenceAt } from '../../../editor/citations.ts'
import type { Citation, CitedSentence } from '../../../editor/citations.ts'
import type { ArticleEditor } from '../../../editor/create-editor.ts'
import { useEditorState } from '../../../editor/use-editor.ts'
import { clock } from '../../../intake/clock.ts'
import { useSourceTitle } from '../../../intake/source-kind.tsx'
import { SourceText } from '../../../intake/source-text.tsx'
import { messages as intakeMessages } from '../../../intake/messages.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { Button } from '../../../ui/button.tsx'
import { QueryView } from '../../../ui/query-view.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { messages } from '../desk-messages.ts'
import { useHoveredSentence } from './use-hovered-sentence.ts'

/** What the sentence under the pointer, or else the one with the cursor, rests on. */
export function SourcesPanel({ editor }: { editor: ArticleEditor }) {
  const text = useMessages(messages)
  const state = useEditorState(editor)
  const hovered = useHoveredSentence(editor)
  const [opened, setOpened] = useState<Citation | null>(null)
  const sentence = hovered ?? sentenceAt(state, state.selection.head)?.sentence ?? null

  if (opened) {
    return (
      <>
        <Button
          variant="quiet"
          size="small"
          icon={ArrowLeft}
          className="mb-3 -ms-2"
          onClick={() => setOpened(null)}
        >
          {text.backToSentence}
        </Button>
        <WholeSource citation={opened} />
      </>
    )
  }
  if (!sentence) return <p className="text-sm text-muted">{text.sourcesEmpty}</p>
  return (
    <div className="flex flex-col gap-4" aria-live="polite">
      <Support support={sentence.support} />
      {sentence.citations.map((citation) => (
        <Cited
          key={`${citation.segment_id}-${citation.start}`}
          citation={citation}
          onOpen={() => setOpened(citation)}
        />
      ))}
    </div>
  )
}

function Support({ support }: Pick<CitedSentence, 'support'>) {
  const text = useMessages(messages)
  const looks = {
    supported: { icon: CircleCheck, tone: 'text-success', note: null },
    unsupported: { icon: TriangleAlert, tone: 'text-danger', note: text.unsupportedText },
    unchecked: { icon: CircleHelp, tone: 'text-muted', note: text.uncheckedText },
  }
  const { icon: Icon, tone, note } = looks[support]
  return (
    <div>
      <p className={`flex items-center gap-2 text-sm font-medium ${tone}`}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {text[support]}
      </p>
      {note && <p className="mt-1 text-sm text-muted">{note}</p>}
    </div>
  )
}

interface CitedProps {
  citation: Citation
  onOpen: () => void
}

function Cited({ citation, onOpen }: CitedProps) {
  const text = useMessages(messages)
  const { page: pageText } = useMessages(intakeMessages)
  const titleOf = useSourceTitle()
  const source = useSource(citation.source_id)
  if (source.isError) {
    return (
      <p className="text-sm text-muted">
        {isNotFound(source.error) ? text.gone : (source.error as Error).message}
      </p>
    )
  }
  if (!source.data) return <SkeletonText lines={4} />
  const segment = source.data.segments.find(({ id }) => id === citation.segment_id)
  const places = [
    segment?.speaker,
    segment?.start_ms == null ? null : clock(segment.start_ms),
    segment?.page == null ? null : pageText(segment.page),
  ].filter(Boolean)
  return (
    <figure className="border-s-2 border-accent ps-4">
      <blockquote
        lang={source.data.language === 'und' ? undefined : source.data.language}
        className="font-serif leading-relaxed"
      >
        {segment ? (
          <WithRange
            text={segment.text}
            from={citation.start - segment.start}
            to={citation.end - segment.start}
          />
        ) : (
          source.data.text.slice(citation.start, citation.end)
        )}
      </blockquote>
      <figcaption className="mt-2 text-sm text-muted">
        <span className="font-medium text-ink">{titleOf(source.data)}</span>
        {places.length > 0 && ` · ${places.join(' · ')}`}
      </figcaption>
      <Button size="small" className="mt-2" onClick={onOpen}>
        {text.openHere}
      </Button>
    </figure>
  )
}

/** The words that carry the sentence, within what was said around them. */
function WithRange({ text, from, to }: { text: string; from: number; to: number }) {
  return (
    <>
      <span className="text-muted">{text.slice(0, Math.max(0, from))}</span>
      <mark className="bg-accent-soft text-ink">{text.slice(Math.max(0, from), to)}</mark>
      <span className="text-muted">{text.slice(to)}</span>
    </>
  )
}

function WholeSource({ citation }: { citation: Citation }) {
  const titleOf = useSourceTitle()
  const source = useSource(citation.source_id)
  return (
    <QueryView query={source} skeleton={<SkeletonText lines={12} />}>
      {(data) => (
        <>
          <h3 className="mb-3 font-serif text-lg">{titleOf(data)}</h3>
          <SourceText
            source={data}
            target={{
              segmentId: citation.segment_id,
              range: { start: citation.start, end: citation.end },
            }}
          />
        </>
      )}
    </QueryView>
  )
}

/** A source does not change, so it is read once. */
const useSource = (sourceId: string) =>
  useQuery({
    ...query('GET /sources/{source_id}', { source_id: sourceId }),
    staleTime: Infinity,
    retry: (count, error) => !isNotFound(error) && count < 2,
  })
