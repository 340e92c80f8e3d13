import { useQuery } from '@tanstack/react-query'
import { query } from '../api/queries.ts'
import { useConnection } from '../app/live.ts'
import { isOver } from './job-status.tsx'

const WITH_STREAM_MS = 2000
const WITHOUT_STREAM_MS = 1000

/**
 * A run as it is now. The stream of events makes it stale at once; it is also asked for by itself
 * while it goes on, so that it stays true when the stream is away.
 */
export function useJob(jobId: string) {
  const isLive = useConnection() === 'open'
  return useQuery({
    ...query('GET /jobs/{job_id}', { job_id: jobId }),
    refetchInterval: ({ state }) =>
      state.data && isOver(state.data.status) ? false : isLive ? WITH_STREAM_MS : WITHOUT_STREAM_MS,
  })
}
