import { Check, Circle, CircleAlert, RotateCw } from 'lucide-react'
import type { Output } from '../api/call.ts'
import { useMessages } from '../messages/define-messages.ts'
import { useFormats } from '../messages/formats.ts'
import { Spinner } from '../ui/spinner.tsx'
import { arrangeSteps } from './arrange-steps.ts'
import { Elapsed } from './elapsed.tsx'
import { useJobName, useStepDetail } from './job-names.ts'
import { messages } from './messages.ts'

type Step = Output<'GET /jobs/{job_id}'>['steps'][number]

/** The steps of a run as they happen: one below the other, those at the same time in a frame. */
export function RunSteps({ steps }: { steps: readonly Step[] }) {
  const text = useMessages(messages)
  if (steps.length === 0) return <p className="text-sm text-muted">{text.notBegun}</p>
  return (
    <ol aria-label={text.steps} className="flex flex-col gap-1">
      {arrangeSteps(steps).map((group) =>
        group.length === 1 ? (
          <li key={group[0]!.key}>
            <StepRow step={group[0]!} />
          </li>
        ) : (
          <li key={group[0]!.key} className="my-1 rounded border border-line bg-surface py-1">
            <p className="px-3 pt-1 text-xs text-muted">{text.inParallel(group.length)}</p>
            <ul>
              {group.map((step) => (
                <li key={step.key}>
                  <StepRow step={step} />
                </li>
              ))}
            </ul>
          </li>
        ),
      )}
    </ol>
  )
}

function StepRow({ step }: { step: Step }) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const nameOf = useJobName()
  const detailOf = useStepDetail()
  const detail = detailOf(step.key)
  const cost = step.usage?.cost_micros
  return (
    <div className="px-3 py-1.5">
      <div className="flex items-center gap-3 text-sm">
        <StepSign status={step.status} />
        <p className="min-w-0 flex-1 truncate">
          {nameOf(step.step ?? step.key)}
          {detail && <span className="text-muted"> · {detail}</span>}
        </p>
        <p className="flex shrink-0 gap-3 text-xs text-muted tabular-nums">
          {step.attempts > 1 && <span>{text.attempts(step.attempts)}</span>}
          {cost !== undefined && cost !== null && cost > 0 && <span>{money(cost)}</span>}
          <Elapsed from={step.started_at} to={step.finished_at} />
        </p>
      </div>
      {step.error && <p className="ms-7 text-sm text-danger">{step.error.message}</p>}
    </div>
  )
}

function StepSign({ status }: { status: Step['status'] }) {
  const text = useMessages(messages)
  return (
    <span className="grid size-4 shrink-0 place-items-center">
      {status === 'succeeded' && <Check aria-hidden className="size-4 text-success" />}
      {status === 'failed' && <CircleAlert aria-hidden className="size-4 text-danger" />}
      {status === 'retrying' && <RotateCw aria-hidden className="size-4 text-warning" />}
      {status === 'running' && <Spinner className="text-accent" />}
      {!(status in text) && <Circle aria-hidden className="size-4 text-muted" />}
      <span className="sr-only">{text[status]}</span>
    </span>
  )
}
