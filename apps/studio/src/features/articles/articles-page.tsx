import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileText, Plus } from 'lucide-react'
import { itemsOf, listQuery } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { messages } from './messages.ts'

/** All articles of the workspace, newest first. */
export function ArticlesPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const { search = '' } = useSearch({ from: '/shell/articles' })
  const navigate = useNavigate({ from: '/articles' })
  const mayWrite = useMay('documents.write')
  const list = useInfiniteQuery(
    listQuery('GET /documents', { format: 'article', ...(search && { search }) }),
  )
  const begin = mayWrite && (
    <LinkButton to="/articles/new" variant="primary" icon={Plus}>
      {text.newArticle}
    </LinkButton>
  )
  return (
    <Page>
      <PageHeader title={text.title} description={text.about} actions={begin} />
      <SearchField
        label={text.search}
        value={search}
        className="mb-3 w-full sm:w-72"
        onSearch={(next) => void navigate({ search: next ? { search: next } : {}, replace: true })}
      />
      <QueryView query={list} skeleton={<SkeletonRows rows={8} className="h-12" />}>
        {(data) => {
          const articles = itemsOf(data)
          if (articles.length === 0) {
            return search ? (
              <EmptyState
                title={text.noMatchTitle}
                icon={FileText}
                actions={
                  <Button onClick={() => void navigate({ search: {} })}>{text.clear}</Button>
                }
              >
                {text.noMatchText(search)}
              </EmptyState>
            ) : (
              <EmptyState title={text.emptyTitle} icon={FileText} actions={begin}>
                {text.emptyText}
              </EmptyState>
            )
          }
          return (
            <>
              <Table
                caption={text.title}
                rows={articles}
                keyOf={({ id }) => id}
                columns={[
                  {
                    id: 'title',
                    header: text.columnTitle,
                    isRowHeader: true,
                    className: 'w-full sm:max-w-0',
                    cell: ({ id, title, language }) => (
                      <Link
                        to="/articles/$documentId"
                        params={{ documentId: id }}
                        lang={language === 'und' ? undefined : language}
                        className="block min-w-0 truncate font-serif text-lg hover:underline max-sm:whitespace-normal"
                      >
                        {title}
                      </Link>
                    ),
                  },
                  {
                    id: 'language',
                    header: text.columnLanguage,
                    className: 'text-muted',
                    cell: ({ language }) => (language === 'und' ? '–' : language),
                  },
                  {
                    id: 'version',
                    header: text.columnVersion,
                    isNumeric: true,
                    className: 'text-muted',
                    cell: ({ version }) => version,
                  },
                  {
                    id: 'changed',
                    header: text.columnChanged,
                    isNumeric: true,
                    className: 'text-muted whitespace-nowrap',
                    cell: ({ updated_at: at }) => <TimeAgo at={at} />,
                  },
                ]}
              />
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
    </Page>
  )
}
