import type { JobRecord, StepRecord } from './contract.ts'

/** A row of `galley.jobs` as `row_to_json` writes it. */
export interface JobRow {
  id: string
  workspace_id: string
  project_id: string
  name: string
  version: number
  status: JobRecord['status']
  priority: number
  input: unknown
  output: unknown
  error: JobRecord['error']
  progress: number
  progress_message: string | null
  actor: JobRecord['actor']
  permissions: string[]
  budget_micros: number | null
  calls: number
  input_tokens: number
  output_tokens: number
  cached_tokens: number
  cost_micros: number | null
  models: string[]
  attempts: number
  epoch: number
  parent_id: string | null
  waiting_for: string[] | null
  created_at: string
  run_at: string
  deadline_at: string | null
  started_at: string | null
  finished_at: string | null
}

/** A row of `galley.job_steps` as JSON. */
export interface StepRow {
  key: string
  step: string | null
  status: StepRecord['status']
  attempts: number
  usage: StepRecord['usage']
  error: StepRecord['error']
  started_at: string
  finished_at: string | null
  wake_at: string | null
}

/** What a claim brings along of a step that an earlier owner wrote. */
export interface MemoRow {
  job_id: string
  key: string
  status: StepRecord['status']
  attempts: number
  output: unknown
  /** False: the output is `undefined`, not null. */
  has_output: boolean
  usage: StepRecord['usage']
  error: StepRecord['error']
  started_at: string
  wake_at: string | null
}

const date = (value: string | null) => (value === null ? null : new Date(value))

export function toJobRecord(row: JobRow): JobRecord {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    projectId: row.project_id || null,
    name: row.name,
    version: row.version,
    status: row.status,
    priority: row.priority,
    input: row.input,
    output: row.output,
    error: row.error,
    progress: row.progress,
    progressMessage: row.progress_message,
    attempts: row.attempts,
    actor: row.actor,
    budgetMicros: row.budget_micros,
    usage: {
      calls: row.calls,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      cachedTokens: row.cached_tokens,
      costMicros: row.cost_micros,
      models: row.models,
    },
    parentId: row.parent_id,
    waitingFor: row.waiting_for,
    createdAt: new Date(row.created_at),
    runAt: new Date(row.run_at),
    startedAt: date(row.started_at),
    finishedAt: date(row.finished_at),
  }
}

export function toStepRecord(row: StepRow): StepRecord {
  return {
    key: row.key,
    step: row.step,
    status: row.status,
    attempts: row.attempts,
    startedAt: new Date(row.started_at),
    finishedAt: date(row.finished_at),
    wakeAt: date(row.wake_at),
    usage: row.usage,
    error: row.error,
  }
}
