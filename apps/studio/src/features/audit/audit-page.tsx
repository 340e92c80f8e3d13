import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { hrefOf } from '../../api/call.ts'
import type { Output } from '../../api/call.ts'
import { itemsOf, listQuery } from '../../api/queries.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { AuditSearch } from './index.ts'
import { messages } from './messages.ts'
import { Verification } from './verification.tsx'

type Entry = Output<'GET /audit'>['items'][number]

/** Days as the log takes them: from the first moment of one to the last of the other. */
const toFilter = ({ action, from, until }: AuditSearch) => ({
  ...(action && { action }),
  ...(from && { from: `${from}T00:00:00.000Z` }),
  ...(until && { until: `${until}T23:59:59.999Z` }),
})

/** Everything that was done in the workspace, newest first. */
export function AuditPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const { dateTime } = useFormats()
  const search = useSearch({ from: '/shell/settings/audit' })
  const navigate = useNavigate({ from: '/settings/audit' })
  const [shown, setShown] = useState<Entry | null>(null)
  const filter = toFilter(search)
  const list = useInfiniteQuery(listQuery('GET /audit', { limit: 50, ...filter }))
  return (
    <>
      <PageHeader
        title={text.title}
        description={text.about}
        actions={
          <a
            href={hrefOf('GET /audit/export', { format: 'csv', ...filter })}
            className={buttonClass()}
          >
            <Download aria-hidden className="size-4" />
            {text.export}
          </a>
        }
      />
      <Verification />
      <form
        key={JSON.stringify(search)}
        className="mb-4 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          const read = (name: string) => String(form.get(name)).trim() || undefined
          void navigate({
            search: { action: read('action'), from: read('from'), until: read('until') },
          })
        }}
      >
        <TextField
          label={text.action}
          name="action"
          placeholder={text.actionHint}
          defaultValue={search.action ?? ''}
          className="w-full sm:w-56"
        />
        <TextField label={text.from} name="from" type="date" defaultValue={search.from ?? ''} />
        <TextField label={text.until} name="until" type="date" defaultValue={search.until ?? ''} />
        <Button type="submit">{text.filter}</Button>
        {Object.keys(filter).length > 0 && (
          <Button variant="quiet" onClick={() => void navigate({ search: {} })}>
            {text.clear}
          </Button>
        )}
      </form>
      <QueryView query={list} skeleton={<SkeletonRows rows={10} className="h-11" />}>
        {(data) => {
          const entries = itemsOf(data)
          return entries.length === 0 ? (
            <EmptyState title={text.emptyTitle} icon={ScrollText}>
              {text.emptyText}
            </EmptyState>
          ) : (
            <>
              <Table
                caption={text.title}
                rows={entries}
                keyOf={({ id }) => id}
                columns={[
                  {
                    id: 'action',
                    header: text.action,
                    isRowHeader: true,
                    cell: (entry) => (
                      <button
                        type="button"
                        aria-label={text.showDetails(entry.action)}
                        onClick={() => setShown(entry)}
                        className="min-h-6 text-start font-mono text-xs font-medium underline-offset-4 hover:underline"
                      >
                        {entry.action}
                      </button>
                    ),
                  },
                  {
                    id: 'actor',
                    header: text.actor,
                    cell: ({ actor }) =>
                      actor.name ?? (actor.kind === 'system' ? text.system : actor.id),
                  },
                  {
                    id: 'subject',
                    header: text.subject,
                    className: 'text-muted',
                    cell: ({ subject }) => (
                      <code className="font-mono text-xs break-all">{subject}</code>
                    ),
                  },
                  {
                    id: 'when',
                    header: text.when,
                    className: 'text-muted whitespace-nowrap',
                    cell: ({ created_at: at }) => dateTime(at),
                  },
                ]}
              />
              <LoadMore query={list} />
            </>
          )
        }}
      </QueryView>
      {shown && <EntryDialog entry={shown} onClose={() => setShown(null)} />}
    </>
  )
}

function EntryDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const text = useMessages(messages)
  const { dateTime } = useFormats()
  const json = (value: Record<string, unknown> | null) =>
    value === null ? (
      '–'
    ) : (
      <pre className="overflow-x-auto font-mono text-xs whitespace-pre-wrap">
        {JSON.stringify(value, null, 2)}
      </pre>
    )
  return (
    <Dialog
      title={entry.action}
      onClose={onClose}
      actions={<Button onClick={onClose}>{text.close}</Button>}
    >
      <DescriptionList
        items={[
          { term: text.when, value: dateTime(entry.created_at) },
          {
            term: text.actor,
            value: `${entry.actor.name ?? entry.actor.kind} (${entry.actor.id})`,
          },
          { term: text.subject, value: entry.subject },
          { term: text.address, value: entry.client_address ?? '–' },
          { term: text.request, value: entry.request_id },
          { term: text.before, value: json(entry.before) },
          { term: text.after, value: json(entry.after) },
        ]}
      />
    </Dialog>
  )
}
