import { useParams } from '@tanstack/react-router'
import { RotateCw, Square } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Output } from '../../api/call.ts'
import { useAction } from '../../api/queries.ts'
import { announce } from '../../app/announce.ts'
import { useMay } from '../../app/session.ts'
import { useTitle } from '../../app/use-title.ts'
import { useMessages } from '../../messages/define-messages.ts'
import { useFormats } from '../../messages/formats.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Stat } from '../../ui/description-list.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page, PageHeader } from '../../ui/page-header.tsx'
import { Progress } from '../../ui/progress.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toasts.ts'
import { Elapsed } from '../../work/elapsed.tsx'
import { useJobName } from '../../work/job-names.ts'
import { isOver, JobStatus } from '../../work/job-status.tsx'
import { RunSteps } from '../../work/run-steps.tsx'
import { useJob } from '../../work/use-job.ts'
import { messages } from './messages.ts'

type Job = Output<'GET /jobs/{job_id}'>

/** One run, as it happens. */
export function RunPage() {
  const text = useMessages(messages)
  const { jobId } = useParams({ from: '/shell/jobs/$jobId' })
  const job = useJob(jobId)
  return (
    <Page isNarrow>
      <QueryView
        query={job}
        skeleton={
          <>
            <PageHeader title="…" crumbs={[{ label: text.title, to: '/jobs' }]} />
            <SkeletonRows rows={8} className="h-9" />
          </>
        }
      >
        {(data) => <Run job={data} />}
      </QueryView>
    </Page>
  )
}

function Run({ job }: { job: Job }) {
  const text = useMessages(messages)
  const name = useJobName()(job.name)
  useTitle(name)
  const isFinished = isOver(job.status)
  useEffect(() => {
    if (isFinished && job.progress_message) announce(job.progress_message)
  }, [isFinished, job.progress_message])

  return (
    <>
      <PageHeader
        title={name}
        description={<JobStatus status={job.status} />}
        crumbs={[{ label: text.title, to: '/jobs' }]}
        actions={<RunActions job={job} />}
      />
      {!isFinished && (
        <div className="mb-6">
          <Progress label={name} value={job.progress} />
          <p className="mt-2 flex flex-wrap justify-between gap-x-4 text-sm text-muted">
            <span>{job.progress_message ?? '\u00A0'}</span>
            <span>{text.leave}</span>
          </p>
        </div>
      )}
      {job.error && (
        <Callout tone="danger" title={text.whatHappened} className="mb-6">
          {job.error.message}
        </Callout>
      )}
      <Outcome job={job} />
      <Figures job={job} />
      <RunSteps steps={job.steps} />
    </>
  )
}

function Outcome({ job }: { job: Job }) {
  const text = useMessages(messages)
  const output = (job.output ?? {}) as { title?: string; unsupported_sentences?: number }
  if (job.status !== 'succeeded' || typeof output.title !== 'string') return null
  const unsupported = output.unsupported_sentences ?? 0
  return (
    <Callout tone={unsupported > 0 ? 'warning' : 'success'} title={output.title} className="mb-6">
      {unsupported > 0 ? text.unsupported(unsupported) : text.allSupported}
    </Callout>
  )
}

function Figures({ job }: { job: Job }) {
  const text = useMessages(messages)
  const { money, number } = useFormats()
  const { usage } = job
  const tokens = usage.input_tokens + usage.output_tokens
  const cost =
    usage.cost_micros === null
      ? text.unknown
      : usage.cost_micros === 0
        ? text.free
        : money(usage.cost_micros)
  return (
    <div className="mb-6 grid grid-cols-2 gap-x-6 gap-y-4 border-y border-line py-4 sm:grid-cols-4">
      <Stat
        label={text.time}
        value={job.started_at ? <Elapsed from={job.started_at} to={job.finished_at} /> : '–'}
      />
      <Stat
        label={text.cost}
        value={cost}
        note={job.budget_micros !== null && `${text.budget} ${money(job.budget_micros)}`}
      />
      <Stat label={text.tokens} value={number(tokens)} />
      <Stat
        label={text.models}
        value={
          <span className="block pt-1.5 font-sans text-sm break-words">
            {usage.models.join(', ') || '–'}
          </span>
        }
      />
    </div>
  )
}

function RunActions({ job }: { job: Job }) {
  const text = useMessages(messages)
  const mayRun = useMay('jobs.write')
  const [isStopping, setStopping] = useState(false)
  const cancel = useAction('POST /jobs/{job_id}/cancel', ['jobs'])
  const redrive = useAction('POST /jobs/{job_id}/redrive', ['jobs'])
  const { document_id: documentId } = (job.output ?? {}) as { document_id?: string }
  return (
    <>
      {mayRun && !isOver(job.status) && (
        <Button icon={Square} onClick={() => setStopping(true)}>
          {text.stop}
        </Button>
      )}
      {mayRun && (job.status === 'failed' || job.status === 'cancelled') && (
        <Button
          variant="primary"
          icon={RotateCw}
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
        >
          {text.again}
        </Button>
      )}
      {documentId && (
        <LinkButton to={`/articles/${documentId}`} variant="primary">
          {text.openArticle}
        </LinkButton>
      )}
      {isStopping && (
        <ConfirmDialog
          title={text.stopTitle}
          action={text.stop}
          isPending={cancel.isPending}
          error={cancel.error}
          onClose={() => setStopping(false)}
          onConfirm={() =>
            cancel.mutate({ job_id: job.id }, { onSuccess: () => setStopping(false) })
          }
        >
          {text.stopText}
        </ConfirmDialog>
      )}
    </>
  )
}
