import { useEffect, useRef, useState } from 'react'
import type { Output } from '../api/call.ts'
import { useMessages } from '../messages/define-messages.ts'
import { SearchField } from '../ui/search-field.tsx'
import { clock } from './clock.ts'
import { findInText } from './find-in-text.ts'
import type { TextRange } from './find-in-text.ts'
import { messages } from './messages.ts'

type Source = Output<'GET /sources/{source_id}'>
type Segment = Source['segments'][number]

export interface SourceTextProps {
  source: Source
  /** What to go to: a segment, or a range of the text inside one. */
  target?: { segmentId: string; range?: TextRange } | null
}

/** A source's text, segment by segment, each with where it is: time, page, speaker. */
export function SourceText({ source, target = null }: SourceTextProps) {
  const text = useMessages(messages)
  const [typed, setTyped] = useState('')
  const found = findInText(source.text, typed)
  const list = useRef<HTMLDivElement>(null)
  const targetId = target?.segmentId

  useEffect(() => {
    if (!targetId) return
    const segment = list.current?.querySelector(`[data-segment="${CSS.escape(targetId)}"]`)
    segment?.scrollIntoView({ block: 'center' })
  }, [targetId, target?.range?.start])

  useEffect(() => {
    if (typed) list.current?.querySelector('mark')?.scrollIntoView({ block: 'center' })
  }, [typed])

  return (
    <section aria-label={text.sourceText} className="min-w-0">
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchField
          label={text.find}
          value={typed}
          onSearch={setTyped}
          className="w-full max-w-72"
        />
        <p role="status" className="text-sm text-muted">
          {typed && text.found(found.length)}
        </p>
      </div>
      <div ref={list} lang={source.language === 'und' ? undefined : source.language}>
        {source.segments.map((segment, index) => (
          <SegmentRow
            key={segment.id}
            segment={segment}
            hasNewSpeaker={segment.speaker !== source.segments[index - 1]?.speaker}
            isTarget={segment.id === targetId}
            marked={marksIn(segment, found, segment.id === targetId ? target?.range : undefined)}
          />
        ))}
      </div>
    </section>
  )
}

const marksIn = (segment: Segment, found: readonly TextRange[], range?: TextRange) =>
  [...(range ? [range] : []), ...found]
    .filter(({ start, end }) => start < segment.end && end > segment.start)
    .map(({ start, end }) => ({
      start: Math.max(0, start - segment.start),
      end: Math.min(segment.end, end) - segment.start,
    }))
    .toSorted((a, b) => a.start - b.start)

interface SegmentRowProps {
  segment: Segment
  hasNewSpeaker: boolean
  isTarget: boolean
  marked: readonly TextRange[]
}

function SegmentRow({ segment, hasNewSpeaker, isTarget, marked }: SegmentRowProps) {
  const text = useMessages(messages)
  const place =
    segment.start_ms === null
      ? segment.page === null
        ? null
        : text.page(segment.page)
      : clock(segment.start_ms)
  const isHeading = segment.kind === 'heading'
  return (
    <div
      data-segment={segment.id}
      aria-current={isTarget ? 'location' : undefined}
      className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 rounded py-1.5 ps-2 pe-3 [contain-intrinsic-size:auto_4rem] [content-visibility:auto] aria-[current=location]:bg-accent-soft max-sm:grid-cols-1"
    >
      <p className="pt-0.5 font-mono text-xs text-muted tabular-nums">{place}</p>
      <div className="min-w-0">
        {segment.speaker && hasNewSpeaker && (
          <p className="text-xs font-medium text-muted">{segment.speaker}</p>
        )}
        <p
          className={
            isHeading
              ? 'mt-2 font-serif text-lg'
              : segment.kind === 'code' || segment.kind === 'table'
                ? 'font-mono text-sm whitespace-pre-wrap'
                : 'font-serif whitespace-pre-line'
          }
        >
          <Marked text={segment.text} ranges={marked} />
        </p>
      </div>
    </div>
  )
}

/** A text with some of its ranges marked; they are in order and may overlap. */
function Marked({ text, ranges }: { text: string; ranges: readonly TextRange[] }) {
  if (ranges.length === 0) return text
  const parts = []
  let at = 0
  for (const range of ranges) {
    const start = Math.max(at, range.start)
    if (range.end <= start) continue
    parts.push(
      text.slice(at, start),
      <mark key={start} className="rounded-sm bg-warning-soft text-ink">
        {text.slice(start, range.end)}
      </mark>,
    )
    at = range.end
  }
  return [...parts, text.slice(at)]
}
