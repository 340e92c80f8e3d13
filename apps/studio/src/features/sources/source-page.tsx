import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { SquarePen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Output } from '../../api/call.ts'
import { query, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useSourceKind, useSourceTitle } from '../../intake/source-kind.tsx'
import { SourceText } from '../../intake/source-text.tsx'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.ts'
import { messages } from './messages.ts'

type Source = Output<'GET /sources/{source_id}'>

/** One source: its text in segments, and what is known of it. */
export function SourcePage() {
  const text = useMessages(messages)
  const { sourceId } = useParams({ from: '/shell/sources/$sourceId' })
  const source = useQuery(query('GET /sources/{source_id}', { source_id: sourceId }))
  return (
    <Page>
      <QueryView
        query={source}
        skeleton={
          <>
            <PageHeader title="…" crumbs={[{ label: text.title, to: '/sources' }]} />
            <SkeletonText lines={12} />
          </>
        }
      >
        {(data) => <SourceView source={data} />}
      </QueryView>
    </Page>
  )
}

function SourceView({ source }: { source: Source }) {
  const text = useMessages(messages)
  const title = useSourceTitle()(source)
  useTitle(title)
  const { segment } = useSearch({ from: '/shell/sources/$sourceId' })
  const mayWrite = useMay('sources.write')
  const mayGenerate = useMay('articles.generate')
  const navigate = useNavigate()
  const [isRemoving, setRemoving] = useState(false)
  const remove = useAction('DELETE /sources/{source_id}', ['sources'])
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[{ label: text.title, to: '/sources' }]}
        actions={
          <>
            {mayWrite && (
              <Button icon={Trash2} onClick={() => setRemoving(true)}>
                {text.remove}
              </Button>
            )}
            {mayGenerate && (
              <LinkButton
                to="/articles/new"
                search={{ sources: source.id }}
                variant="primary"
                icon={SquarePen}
              >
                {text.write}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <SourceText source={source} target={segment ? { segmentId: segment } : null} />
        <aside aria-label={text.about2} className="max-lg:order-first">
          <About source={source} />
        </aside>
      </div>
      {isRemoving && (
        <ConfirmDialog
          title={text.removeTitle}
          action={text.remove}
          isPending={remove.isPending}
          error={remove.error}
          onClose={() => setRemoving(false)}
          onConfirm={() =>
            remove.mutate(
              { source_id: source.id },
              {
                onSuccess() {
                  showToast({ message: text.removed })
                  void navigate({ to: '/sources' })
                },
              },
            )
          }
        >
          {text.removeText}
        </ConfirmDialog>
      )}
    </>
  )
}

function About({ source }: { source: Source }) {
  const text = useMessages(messages)
  const { dateTime, duration, list } = useFormats()
  const { name } = useSourceKind(source.kind)
  const items = [
    { term: text.columnKind, value: name },
    { term: text.length, value: text.words(source.word_count) },
    ...(source.page_count === null ? [] : [{ term: text.pagesTerm, value: source.page_count }]),
    ...(source.duration_ms === null
      ? []
      : [{ term: text.duration, value: duration(source.duration_ms) }]),
    { term: text.language, value: source.language },
    ...(source.authors.length === 0 ? [] : [{ term: text.authors, value: list(source.authors) }]),
    ...(source.published_at ? [{ term: text.published, value: source.published_at }] : []),
    ...(source.file_name ? [{ term: text.file, value: source.file_name }] : []),
    { term: text.addedAt, value: dateTime(source.created_at) },
  ]
  return <DescriptionList items={items} />
}
