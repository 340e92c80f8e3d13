import { withoutInternals } from './present-job.ts'

interface Facts {
  key?: string
  attempt?: number
  attempts?: number
  durationMs?: number
  delayMs?: number
  progress?: number
  message?: string | null
  error?: { code: string; kind?: string; message: string } | null
  version?: number
  name?: string
}

export interface LogLine {
  level: 'info' | 'warning' | 'error'
  /** Key of the step that it is about. */
  step: string | null
  message: string
  data: Record<string, unknown>
}

const seconds = (milliseconds = 0) => `${(milliseconds / 1000).toFixed(1)} s`
const percent = (fraction = 0) => `${Math.round(fraction * 100)} %`
const tries = (count = 1) => (count > 1 ? `, attempt ${count}` : '')

/** What each event says to people; those that are not here say their type. */
const sentences: Readonly<Record<string, (facts: Facts) => string>> = {
  'job.queued': ({ name = 'The job' }) => `${name} is in line`,
  'job.started': ({ attempt }) => `Started${tries(attempt)}`,
  'job.step_started': ({ key, attempt }) => `${key} began${tries(attempt)}`,
  'job.step_succeeded': ({ key, durationMs, attempts }) =>
    `${key} is done after ${seconds(durationMs)}${tries(attempts)}`,
  'job.step_retrying': ({ key, delayMs, error }) =>
    `${key} is tried again in ${seconds(delayMs)}: ${error?.message ?? 'it failed'}`,
  'job.step_failed': ({ key, error }) => `${key} failed: ${error?.message ?? 'no reason is known'}`,
  'job.progressed': ({ progress, message }) =>
    message ? `${percent(progress)}: ${message}` : percent(progress),
  'job.succeeded': () => 'Finished',
  'job.failed': ({ error }) => `Failed: ${error?.message ?? 'no reason is known'}`,
  'job.cancelled': () => 'Cancelled',
}

const levels: Readonly<Record<string, LogLine['level']>> = {
  'job.step_retrying': 'warning',
  'job.step_failed': 'error',
  'job.failed': 'error',
  'job.cancelled': 'warning',
}

/**
 * An event of a job as a line of its log.
 *
 * @example
 * writeLogLine('job.step_succeeded', { key: 'outline.generate', attempts: 1, durationMs: 1200 })
 * // { level: 'info', step: 'outline.generate', message: 'outline.generate is done after 1.2 s', … }
 */
export function writeLogLine(type: string, data: Record<string, unknown>): LogLine {
  const facts = withoutInternals({ ...data, error: (data['error'] ?? null) as Facts['error'] & {} })
  const shown = data['error'] ? { ...data, error: facts.error } : data
  return {
    level: levels[type] ?? 'info',
    step: typeof data['key'] === 'string' ? data['key'] : null,
    message: sentences[type]?.(facts as Facts) ?? type,
    data: shown,
  }
}
