import { Download } from 'lucide-react'
import type { Output } from '../api/call.ts'
import { useMessages } from '../messages/define-messages.ts'
import { useFormats } from '../messages/formats.ts'
import { Badge } from '../ui/badge.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { QueryView } from '../ui/query-view.tsx'
import type { QueryViewProps } from '../ui/query-view.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { messages } from './messages.ts'

type ArchiveList = Output<'GET /privacy/exports'>
export type Archive = ArchiveList['items'][number]

export interface ArchivesProps {
  query: QueryViewProps<{ items: readonly Archive[] }>['query']
  hrefOf: (archive: Archive) => string
  start: { isPending: boolean; error: unknown; run: () => void }
}

const AGAIN_MS = 2000

/** As a query's `refetchInterval`: asked again for as long as one is being made. */
export const whileRunning = ({ state }: { state: { data?: { items: readonly Archive[] } } }) =>
  state.data?.items.some(({ status }) => status === 'running') ? AGAIN_MS : false

const tones = { running: 'accent', ready: 'success', failed: 'danger' } as const

/** Archives to take along: those that were made, and another one. */
export function Archives({ query, hrefOf, start }: ArchivesProps) {
  const text = useMessages(messages)
  const { dateTime, bytes } = useFormats()
  const words = { running: text.archiveRunning, ready: text.archiveReady, failed: text.failed }
  return (
    <>
      <QueryView query={query} skeleton={<SkeletonRows rows={1} />}>
        {({ items }) =>
          items.length > 0 && (
            <ul className="mb-4 border-t border-line text-sm">
              {items.map((archive) => (
                <li key={archive.id} className="flex items-center gap-3 border-b border-line py-2">
                  <span className="flex-1">{dateTime(archive.created_at)}</span>
                  {archive.size !== null && (
                    <span className="text-muted">{bytes(archive.size)}</span>
                  )}
                  <Badge tone={tones[archive.status]}>{words[archive.status]}</Badge>
                  {archive.status === 'ready' && (
                    <a href={hrefOf(archive)} className={buttonClass('secondary', 'small')}>
                      <Download aria-hidden className="size-4" />
                      {text.archiveDownload}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      <Button isPending={start.isPending} onClick={start.run}>
        {text.archiveStart}
      </Button>
      <ProblemNote error={start.error} className="mt-3" />
    </>
  )
}
