import { JobFailedError } from './errors.ts'
import type { GalleyEvent } from './event-stream.ts'
import type { Job } from './generated/types.ts'
import type { FollowOptions } from './options.ts'
import type { Send } from './send.ts'

declare const output: unique symbol

/** A job that was started. Its type remembers what its output will be. */
export interface StartedJob<Output = unknown> {
  job_id: string
  readonly [output]?: Output
}

/** A job that succeeded. */
export type FinishedJob<Output> = Omit<Job, 'output'> & { output: Output }

type JobReference<Output> = string | StartedJob<Output>

const idOf = (job: JobReference<unknown>) => (typeof job === 'string' ? job : job.job_id)

/**
 * The job's events, from its first one to its end, whatever happens to the connection.
 *
 * @example
 * for await (const event of galley.jobs.follow(job)) console.log(event.type)
 */
export function followJob(
  send: Send,
  job: JobReference<unknown>,
  options: FollowOptions = {},
): AsyncIterable<GalleyEvent> {
  const operation = { method: 'GET', path: '/jobs/{job_id}/events' } as const
  return send.events(operation, { job_id: idOf(job) }, options)
}

/**
 * Waits until the job is over.
 *
 * @throws JobFailedError when it failed or was cancelled.
 * @example
 * const { output } = await galley.jobs.wait(await galley.pipelines.generateBlog({ source_ids }))
 */
export async function waitForJob<Output>(
  send: Send,
  job: JobReference<Output>,
  options: FollowOptions = {},
): Promise<FinishedJob<Output>> {
  // The end of its events is the end of the job; what they say is in the job.
  for await (const event of followJob(send, job, options)) void event
  const operation = { method: 'GET', path: '/jobs/{job_id}' } as const
  const finished = await send.json<Job>(operation, { job_id: idOf(job) }, options)
  if (finished.status !== 'succeeded') throw new JobFailedError(finished)
  return finished as FinishedJob<Output>
}
