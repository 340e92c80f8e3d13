import { call } from '../api/call.ts'

/**
 * Brings in the talk that every Galley carries along, and starts an article from it.
 *
 * @returns the run that writes it
 */
export async function startSample(): Promise<{ jobId: string; sourceId: string }> {
  // Loaded when somebody asks for it: nobody else pays for its bytes.
  const { default: text } = await import('../../../../examples/talk.md?raw')
  const source = await call('POST /sources', { text, kind: 'markdown' })
  const { job_id: jobId } = await call('POST /pipelines/generate_blog', {
    source_ids: [source.id],
  })
  return { jobId, sourceId: source.id }
}
