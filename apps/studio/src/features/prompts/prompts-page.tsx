import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { MessageSquareText, Plus } from 'lucide-react'
import { itemsOf, listQuery } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { NoPermission } from '../../ui/error-panel.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { List, ListRow } from '../../ui/list.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { messages } from './messages.ts'
import { Presets } from './parts/presets.tsx'

/** What the workspace tells models again and again: found, made, begun from a preset. */
export function PromptsPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const mayRead = useMay('prompts.read')
  const mayWrite = useMay('prompts.write')
  return (
    <Page>
      <PageHeader
        title={text.title}
        description={text.about}
        actions={
          mayWrite && (
            <LinkButton to="/prompts/new" variant="primary" icon={Plus}>
              {text.create}
            </LinkButton>
          )
        }
      />
      {mayRead ? <PromptList /> : <NoPermission />}
    </Page>
  )
}

function PromptList() {
  const text = useMessages(messages)
  const { search = '' } = useSearch({ from: '/shell/prompts' })
  const navigate = useNavigate({ from: '/prompts' })
  const mayWrite = useMay('prompts.write')
  const list = useInfiniteQuery(
    listQuery('GET /prompt-templates', { sort: 'updated', ...(search && { search }) }),
  )
  return (
    <>
      <SearchField
        label={text.search}
        value={search}
        className="mb-3 w-full sm:w-72"
        onSearch={(next) => void navigate({ search: { search: next || undefined }, replace: true })}
      />
      <QueryView query={list} skeleton={<SkeletonRows rows={6} className="h-14" />}>
        {(data) => {
          const templates = itemsOf(data)
          if (templates.length === 0 && search) {
            return (
              <EmptyState
                title={text.noMatchTitle}
                icon={MessageSquareText}
                actions={
                  <Button onClick={() => void navigate({ search: {} })}>{text.clear}</Button>
                }
              >
                {text.noMatchText(search)}
              </EmptyState>
            )
          }
          if (templates.length === 0) {
            return mayWrite ? (
              <>
                <h2 className="font-serif text-xl">{text.emptyTitle}</h2>
                <p className="mt-1 mb-4 max-w-prose text-sm text-muted">{text.emptyText}</p>
                <Presets />
              </>
            ) : (
              <EmptyState title={text.emptyTitle} icon={MessageSquareText}>
                {text.emptyReadOnly}
              </EmptyState>
            )
          }
          return (
            <>
              <List label={text.title}>
                {templates.map(({ id, name, description, purpose, version, updated_at: at }) => (
                  <ListRow
                    key={id}
                    title={name}
                    to={`/prompts/${id}`}
                    description={description}
                    meta={
                      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
                        <Badge>{text[purpose]}</Badge>
                        <span>{text.version(version)}</span>
                        <TimeAgo at={at} />
                      </span>
                    }
                  />
                ))}
              </List>
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
    </>
  )
}
