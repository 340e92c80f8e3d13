import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ListChecks, RotateCw } from 'lucide-react'
import type { Output } from '../../api/call.ts'
import { itemsOf, listQuery, useAction } from '../../api/queries.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { showToast } from '../../ui/toasts.ts'
import { Elapsed } from '../../work/elapsed.tsx'
import { useJobName } from '../../work/job-names.ts'
import { JobStatus } from '../../work/job-status.tsx'
import { messages } from './messages.ts'

type Job = Output<'GET /jobs'>['items'][number]
export type JobFilter = 'all' | 'active' | 'failed'

const statusOf = { all: undefined, active: 'running', failed: 'failed' } as const

/** What runs, what ran, and what waits for somebody to look. */
export function JobsPage() {
  const text = useMessages(messages)
  useTitle(text.title)
  const { show = 'all' } = useSearch({ from: '/shell/jobs' })
  const navigate = useNavigate({ from: '/jobs' })
  const mayGenerate = useMay('articles.generate')
  const status = statusOf[show]
  const list = useInfiniteQuery(listQuery('GET /jobs', { ...(status && { status }) }))

  return (
    <Page>
      <PageHeader title={text.title} description={text.about} />
      <div className="mb-3">
        <SegmentedControl
          label={text.filter}
          value={show}
          onChange={(next) =>
            void navigate({ search: next === 'all' ? {} : { show: next }, replace: true })
          }
          options={[
            { value: 'all', label: text.all },
            { value: 'active', label: text.active },
            { value: 'failed', label: text.failed },
          ]}
        />
      </div>
      <QueryView query={list} skeleton={<SkeletonRows rows={8} className="h-12" />}>
        {(data) => {
          const jobs = itemsOf(data)
          if (jobs.length > 0) {
            return (
              <>
                <JobTable jobs={jobs} />
                <LoadMore query={list} />
              </>
            )
          }
          if (show === 'failed') {
            return (
              <EmptyState title={text.emptyFailed} icon={ListChecks}>
                {text.emptyFailedText}
              </EmptyState>
            )
          }
          return (
            <EmptyState
              title={show === 'active' ? text.emptyActive : text.emptyTitle}
              icon={ListChecks}
              actions={mayGenerate && <LinkButton to="/articles/new">{text.newArticle}</LinkButton>}
            >
              {text.emptyText}
            </EmptyState>
          )
        }}
      </QueryView>
    </Page>
  )
}

function JobTable({ jobs }: { jobs: readonly Job[] }) {
  const text = useMessages(messages)
  const nameOf = useJobName()
  return (
    <Table
      caption={text.title}
      rows={jobs}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'name',
          header: text.columnName,
          isRowHeader: true,
          className: 'w-full sm:max-w-0',
          cell: (job) => (
            <span className="min-w-0 flex-1">
              <Link
                to="/jobs/$jobId"
                params={{ jobId: job.id }}
                className="inline-flex min-h-6 items-center font-medium hover:underline"
              >
                {nameOf(job.name)}
              </Link>
              <JobNote job={job} />
            </span>
          ),
        },
        {
          id: 'status',
          header: text.columnStatus,
          cell: ({ status }) => <JobStatus status={status} />,
        },
        {
          id: 'time',
          header: text.columnTime,
          isNumeric: true,
          className: 'text-muted whitespace-nowrap',
          cell: (job) => <Elapsed from={job.started_at} to={job.finished_at} />,
        },
        {
          id: 'cost',
          header: text.columnCost,
          isNumeric: true,
          className: 'text-muted whitespace-nowrap',
          cell: ({ usage }) => <Cost micros={usage.cost_micros} calls={usage.calls} />,
        },
        {
          id: 'started',
          header: text.columnStarted,
          isNumeric: true,
          className: 'text-muted whitespace-nowrap',
          cell: ({ created_at: at }) => <TimeAgo at={at} />,
        },
        {
          id: 'again',
          header: text.again,
          isHeaderHidden: true,
          className: 'w-9',
          cell: (job) => <Redrive job={job} name={nameOf(job.name)} />,
        },
      ]}
    />
  )
}

function JobNote({ job }: { job: Job }) {
  if (job.error) return <span className="block truncate text-danger">{job.error.message}</span>
  if (job.status === 'running' && job.progress_message) {
    return <span className="block truncate text-muted">{job.progress_message}</span>
  }
  return null
}

function Cost({ micros, calls }: { micros: number | null; calls: number }) {
  const text = useMessages(messages)
  const { money } = useFormats()
  if (micros === null) return calls > 0 ? text.unknown : '–'
  return micros === 0 ? '–' : money(micros)
}

function Redrive({ job, name }: { job: Job; name: string }) {
  const text = useMessages(messages)
  const mayRun = useMay('jobs.write')
  const redrive = useAction('POST /jobs/{job_id}/redrive', ['jobs'])
  if (!mayRun || (job.status !== 'failed' && job.status !== 'cancelled')) return null
  return (
    <IconButton
      icon={RotateCw}
      size="small"
      label={text.runAgain(name)}
      isPending={redrive.isPending}
      onClick={() =>
        redrive.mutate(
          { job_id: job.id },
          {
            onSuccess: () => showToast({ message: text.redriven }),
            onError: (error) => showToast({ tone: 'danger', message: error.message }),
          },
        )
      }
    />
  )
}
