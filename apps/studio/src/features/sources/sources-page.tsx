import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Library, Plus, SquarePen } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { itemsOf, listQuery } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { AddSourcesPanel } from '../../intake/add-sources-panel.tsx'
import { useSourceKind, useSourceTitle } from '../../intake/source-kind.tsx'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

type Source = Output<'GET /sources'>['items'][number]

/** All sources of the workspace: found, chosen, added. */
export function SourcesPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const { search = '', add } = useSearch({ from: '/shell/sources' })
  const navigate = useNavigate({ from: '/sources' })
  const mayWrite = useMay('sources.write')
  const mayGenerate = useMay('articles.generate')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const list = useInfiniteQuery(listQuery('GET /sources', { ...(search && { search }) }))
  const setAdding = (isOpen: boolean) =>
    void navigate({ search: (before) => ({ ...before, add: isOpen || undefined }), replace: true })

  return (
    <Page>
      <PageHeader
        title={text.title}
        description={text.about}
        actions={
          mayWrite && (
            <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
              {text.add}
            </Button>
          )
        }
      />
      <div className="mb-3 flex min-h-9 flex-wrap items-center gap-3">
        <SearchField
          label={text.search}
          value={search}
          className="w-full sm:w-72"
          onSearch={(next) =>
            void navigate({ search: { search: next || undefined }, replace: true })
          }
        />
        {chosen.size > 0 && mayGenerate && (
          <div className="flex items-center gap-3 text-sm">
            <span aria-live="polite">{text.chosen(chosen.size)}</span>
            <LinkButton
              to="/articles/new"
              search={{ sources: [...chosen].join(',') }}
              icon={SquarePen}
            >
              {text.writeFromChosen}
            </LinkButton>
          </div>
        )}
      </div>
      <QueryView query={list} skeleton={<SkeletonRows rows={8} className="h-12" />}>
        {(data) => {
          const sources = itemsOf(data)
          if (sources.length === 0 && search) {
            return (
              <EmptyState
                title={text.noMatchTitle}
                icon={Library}
                actions={
                  <Button onClick={() => void navigate({ search: {} })}>{text.clear}</Button>
                }
              >
                {text.noMatchText(search)}
              </EmptyState>
            )
          }
          if (sources.length === 0) {
            return (
              <EmptyState
                title={text.emptyTitle}
                icon={Library}
                actions={
                  mayWrite && (
                    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
                      {text.add}
                    </Button>
                  )
                }
              >
                {text.emptyText}
              </EmptyState>
            )
          }
          return (
            <>
              <SourceTable
                sources={sources}
                chosen={chosen}
                onChoose={(id, isChosen) => {
                  const next = new Set(chosen)
                  if (isChosen) next.add(id)
                  else next.delete(id)
                  setChosen(next)
                }}
              />
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
      {add && mayWrite && <AddDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

interface SourceTableProps {
  sources: readonly Source[]
  chosen: ReadonlySet<string>
  onChoose: (id: string, isChosen: boolean) => void
}

function SourceTable({ sources, chosen, onChoose }: SourceTableProps) {
  const text = useMessages(messages)
  const titleOf = useSourceTitle()
  return (
    <Table
      caption={text.title}
      rows={sources}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'title',
          header: text.columnTitle,
          isRowHeader: true,
          className: 'w-full sm:max-w-0',
          cell: (source) => (
            <span className="flex min-w-0 flex-1 items-center gap-3">
              <input
                type="checkbox"
                aria-label={text.select(titleOf(source))}
                checked={chosen.has(source.id)}
                onChange={(event) => onChoose(source.id, event.target.checked)}
                className="size-4.5 shrink-0 accent-(--accent)"
              />
              <Link
                to="/sources/$sourceId"
                params={{ sourceId: source.id }}
                className="block min-h-6 min-w-0 truncate font-medium hover:underline"
              >
                {titleOf(source)}
              </Link>
            </span>
          ),
        },
        {
          id: 'kind',
          header: text.columnKind,
          className: 'text-muted whitespace-nowrap',
          cell: ({ kind }) => <Kind kind={kind} />,
        },
        {
          id: 'length',
          header: text.columnLength,
          isNumeric: true,
          className: 'text-muted whitespace-nowrap',
          cell: (source) => <Length source={source} />,
        },
        {
          id: 'added',
          header: text.columnAdded,
          isNumeric: true,
          className: 'text-muted whitespace-nowrap',
          cell: (source) => <TimeAgo at={source.created_at} />,
        },
      ]}
    />
  )
}

function Kind({ kind }: { kind: string }) {
  const { name } = useSourceKind(kind)
  return name
}

function Length({ source }: { source: Source }) {
  const text = useMessages(messages)
  const { duration } = useFormats()
  if (source.duration_ms !== null) return duration(source.duration_ms)
  if (source.page_count !== null) return text.pages(source.page_count)
  return text.words(source.word_count)
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const text = useMessages(messages)
  const titleOf = useSourceTitle()
  return (
    <Dialog
      title={text.add}
      description={text.addText}
      onClose={onClose}
      actions={<Button onClick={onClose}>{text.done}</Button>}
    >
      <AddSourcesPanel onAdded={(source) => showToast({ message: text.added(titleOf(source)) })} />
    </Dialog>
  )
}
