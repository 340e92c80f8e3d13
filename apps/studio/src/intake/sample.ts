import { call } from '../api/call.ts'

/**
 * Brings in the talk that every Galley carries along, and starts an article from it.
 *
 * @returns the run that writes it
 */
export async function startSample(): Promise<{ jobId: string; sourceId: string }> {
  const { job_id: jobId, source_id: sourceId } = await call('POST /samples/talk', {})
  return { jobId, sourceId }
}
