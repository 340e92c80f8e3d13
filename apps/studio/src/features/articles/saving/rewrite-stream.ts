import type { Input, Output } from '../../../api/call.ts'
import { streamStep } from '../../../api/step-stream.ts'

export type RewriteRequest = Input<'POST /steps/section.rewrite'>
type Rewritten = Exclude<Output<'POST /steps/section.rewrite'>, { job_id: string }>
export type Proposal = Rewritten['proposals'][number]

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
): Promise<Rewritten | undefined> {
  for await (const message of streamStep('POST /steps/section.rewrite', request, signal)) {
    if (message.type === 'job') listener.onJob(message.data.job_id)
    if (message.type === 'delta') listener.onWords(message.data.index, message.data.text)
    if (message.type === 'result') return message.data
  }
  return undefined
}
