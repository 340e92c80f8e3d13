import { z } from 'zod'
import type { JobRecord, StepRecord } from '../../platform/jobs/index.ts'

export const JobWait = z
  .object({
    reason: z
      .enum(['worker', 'scheduled', 'retry', 'children'])
      .describe(
        '`worker`: for its turn. `scheduled`: for a moment. `retry`: until a step is tried again. `children`: for jobs that it started.',
      ),
    until: z.date().nullable(),
    jobIds: z.array(z.string()),
  })
  .meta({ id: 'JobWait' })
export type JobWait = z.infer<typeof JobWait>

/** Why a job does not run at this moment; null for one that runs, or has ended. */
export function waitOf(
  job: Pick<JobRecord, 'status' | 'runAt' | 'waitingFor'>,
  steps: readonly Pick<StepRecord, 'status'>[] = [],
  now = Date.now(),
): JobWait | null {
  if (job.status !== 'queued' && job.status !== 'waiting') return null
  if (job.waitingFor) return { reason: 'children', until: null, jobIds: [...job.waitingFor] }
  if (job.runAt.getTime() <= now) return { reason: 'worker', until: null, jobIds: [] }
  const isRetry = steps.some(({ status }) => status === 'retrying')
  return { reason: isRetry ? 'retry' : 'scheduled', until: job.runAt, jobIds: [] }
}
