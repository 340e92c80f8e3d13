import type { Job, Problem } from './generated/types.ts'

/** Everything that this client throws by itself. What aborts a signal is thrown as it is. */
export abstract class GalleyError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/**
 * The server said no. Decide on `code`, which is stable; show `message`, which names the next move.
 *
 * @example
 * if (error instanceof ApiError && error.code === 'source_not_found') …
 */
export class ApiError extends GalleyError {
  readonly status: number
  readonly code: string
  /** Names the request in the server's log. */
  readonly requestId: string | null
  /** The wrong fields, by JSON pointer into what was sent. */
  readonly errors: NonNullable<Problem['errors']>
  readonly details: Record<string, unknown>
  readonly retryAfterSeconds: number | null
  readonly headers: Headers

  constructor(response: Response, problem: Partial<Problem>) {
    super(problem.detail ?? `The server answered ${response.status} without a reason.`)
    this.status = response.status
    this.code = problem.code ?? `http_${response.status}`
    this.requestId = problem.request_id ?? response.headers.get('x-request-id')
    this.errors = problem.errors ?? []
    this.details = problem.details ?? {}
    this.retryAfterSeconds = readRetryAfter(response.headers)
    this.headers = response.headers
  }
}

/** No answer came: the network, the name, the server. `cause` has what `fetch` threw. */
export class ConnectionError extends GalleyError {}

/** No answer came in time. */
export class TimeoutError extends ConnectionError {}

/** A job ended without an output: failed or cancelled. */
export class JobFailedError extends GalleyError {
  readonly job: Job
  readonly code: string

  constructor(job: Job) {
    super(job.error?.message ?? `Job ${job.id} was ${job.status}.`)
    this.job = job
    this.code = job.error?.code ?? `job_${job.status}`
  }
}

/** `Retry-After` in seconds, whether it was a number or a date. */
function readRetryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after')
  if (text === null) return null
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isNaN(seconds) ? null : Math.max(0, seconds)
}
