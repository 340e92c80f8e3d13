import { useQuery } from '@tanstack/react-query'
import { Play, Square, X } from 'lucide-react'
import type { Output } from '../../../api/call.ts'
import { query } from '../../../api/queries.ts'
import { useMessages } from '../../../messages/define-messages.ts'
import { useFormats } from '../../../messages/formats.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProblemNote } from '../../../ui/problem-note.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import type { PromptVersion, TryRequest } from '../draft.ts'
import { messages } from '../messages.ts'
import type { Attempt } from '../use-tries.ts'
import { RunFacts } from './run-facts.tsx'
import type { Column } from './try-out.tsx'

interface TryColumnProps {
  number: number
  column: Column
  isDirty: boolean
  versions: readonly PromptVersion[]
  current: number
  models: Output<'GET /models'>['items']
  request: TryRequest
  attempt: Attempt | undefined
  onChange: (column: Column) => void
  onStart: () => void
  onStop: () => void
  onRemove: (() => void) | undefined
}

/** One version with one model: what it costs at most, what it writes, what it cost. */
export function TryColumn({
  number,
  column,
  isDirty,
  versions,
  current,
  models,
  request,
  attempt,
  onChange,
  onStart,
  onStop,
  onRemove,
}: TryColumnProps) {
  const text = useMessages(messages)
  const isRunning = attempt?.state === 'running'
  const numbers = versions.length > 0 ? versions.map(({ version }) => version) : [current]
  return (
    <section
      aria-label={text.column(number)}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={text.versionLabel}
          value={String(column.version)}
          options={[
            ...(isDirty || column.version === 'draft'
              ? [{ value: 'draft', label: text.unsaved }]
              : []),
            ...numbers.map((version) => ({
              value: String(version),
              label: text.version(version),
            })),
          ]}
          onChange={({ target: { value } }) =>
            onChange({ ...column, version: value === 'draft' ? value : Number(value) })
          }
        />
        <SelectField
          label={text.model}
          value={column.model}
          options={[
            { value: '', label: text.standardModel },
            ...models.map(({ id }) => ({ value: id, label: id })),
          ]}
          onChange={(event) => onChange({ ...column, model: event.target.value })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {isRunning ? (
          <Button icon={Square} size="small" onClick={onStop}>
            {text.stop}
          </Button>
        ) : (
          <Button icon={Play} size="small" aria-label={text.runOf(number)} onClick={onStart}>
            {text.run}
          </Button>
        )}
        <Estimate request={request} />
        {onRemove && (
          <span className="ms-auto">
            <IconButton
              icon={X}
              size="small"
              label={text.removeColumn(number)}
              onClick={onRemove}
            />
          </span>
        )}
      </div>
      <p role="status" className="text-sm text-muted empty:hidden">
        {isRunning ? text.writing : attempt?.state === 'stopped' ? text.stopped : null}
      </p>
      {attempt?.words && (
        <p className="font-serif leading-relaxed break-words whitespace-pre-wrap">
          {attempt.words}
        </p>
      )}
      <ProblemNote error={attempt?.error} className="empty:hidden" />
      {attempt?.run && <RunFacts run={attempt.run} />}
    </section>
  )
}

/** What it costs at most, before anything is asked. */
function Estimate({ request }: { request: TryRequest }) {
  const text = useMessages(messages)
  const { money } = useFormats()
  const { data } = useQuery({
    ...query('POST /steps/prompt.try/estimate', request),
    staleTime: 60_000,
    retry: false,
  })
  if (!data) return null
  return (
    <span className="text-sm text-muted">
      {data.cost_micros === null ? text.costUnknown : text.costAtMost(money(data.cost_micros))}
    </span>
  )
}
