import { send } from '../../../api/call.ts'
import type { Input, Output } from '../../../api/call.ts'
import { ApiError } from '../../../api/errors.ts'
import { readEventStream } from '../../../../../../packages/sdk/src/event-stream.ts'

export type RewriteRequest = Input<'POST /steps/section.rewrite'>
type Rewritten = Exclude<Output<'POST /steps/section.rewrite'>, { job_id: string }>
export type Proposal = Rewritten['proposals'][number]

/** What the stream of a step says, one thing a time; only one of these is there. */
interface StepEvent {
  job_id?: string
  text?: string
  index?: number
  code?: string
  detail?: string
  status?: number
  proposals?: Proposal[]
  failures?: Rewritten['failures']
}

export interface RewriteListener {
  onJob(jobId: string): void
  /** The next words of one variation. */
  onWords(variation: number, words: string): void
}

/**
 * Asks for a section in other words, and hands the words on as they are written.
 *
 * @returns the proposals, as they are stored; what was handed on before is only on its way to them
 * @throws ApiError with the server's reason
 */
export async function streamRewrite(
  request: RewriteRequest,
  listener: RewriteListener,
  signal: AbortSignal,
): Promise<Pick<Rewritten, 'proposals' | 'failures'>> {
  const response = await send('POST /steps/section.rewrite', request, {
    signal,
    headers: { accept: 'text/event-stream' },
  })
  for await (const event of readEventStream(response.body!)) {
    const said = event as StepEvent | null
    if (!said) continue
    if (said.proposals) return { proposals: said.proposals, failures: said.failures ?? [] }
    if (said.code !== undefined) throw new ApiError(response, said as never)
    if (said.text !== undefined) listener.onWords(said.index ?? 0, said.text)
    else if (said.job_id !== undefined) listener.onJob(said.job_id)
  }
  throw new ApiError(response, {})
}
