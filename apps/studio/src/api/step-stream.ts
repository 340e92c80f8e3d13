import { readMessages } from '../../../../packages/sdk/src/event-stream.ts'
import { send } from './call.ts'
import type { Input, Operation, Output } from './call.ts'
import { ApiError } from './errors.ts'

type StepOperation = Extract<Operation, `POST /steps/${string}`>
type Result<Name extends StepOperation> = Exclude<Output<Name>, { job_id: string }>

/** What a step says while it runs; a problem is thrown. */
export type StepMessage<Name extends StepOperation> =
  | { type: 'job'; data: { job_id: string } }
  /** The next words of the answer of this index: variations are written beside each other. */
  | { type: 'delta'; data: { text: string; index: number } }
  | { type: 'progress'; data: { progress: number; message: string | null } }
  | { type: 'result'; data: Result<Name> }

/**
 * Runs a step and hands on what it says, as it says it; `result` is the last of it.
 *
 * @throws ApiError with the server's reason, also when the stream ends without a result
 * @example
 * for await (const { type, data } of streamStep('POST /steps/text.complete', { before }, signal)) {
 *   if (type === 'delta') show(data.text)
 * }
 */
export async function* streamStep<Name extends StepOperation>(
  operation: Name,
  input: Input<Name>,
  signal: AbortSignal,
): AsyncGenerator<StepMessage<Name>> {
  const headers = { accept: 'text/event-stream' }
  const response = await send(operation, input, { signal, headers })
  for await (const message of readMessages(response.body!)) {
    if (message?.type === 'problem') throw new ApiError(response, message.data as object)
    if (message) yield message as StepMessage<Name>
    if (message?.type === 'result') return
  }
  throw new ApiError(response, {})
}
