import type { Context } from '../../platform/context.ts'
import { UnavailableError, defineCodes } from '../../platform/error.ts'
import type { Step } from '../../platform/step.ts'
import { requirePermission } from '../../platform/verb.ts'
import { parseInput } from './parse-input.ts'

const codes = defineCodes({
  STEP_TOO_SLOW: '{step} was not done within {seconds} s, and was stopped. Ask again.',
})

interface RunInlineArgs<Input, Output> {
  ctx: Context
  step: Step<Input, Output>
  input: unknown
  show?: Context['show']
  /** Ends it, besides the caller's own signal. */
  signal?: AbortSignal
}

/**
 * Runs a step within the request that asks for it: no job, no retry, nothing kept. It ends with its
 * caller, and what its model calls used by then is settled.
 */
export async function runInline<Input, Output>({
  ctx,
  step,
  input,
  show,
  signal,
}: RunInlineArgs<Input, Output>): Promise<Output> {
  requirePermission(ctx, step.permission)
  const parsed = parseInput(step.input, input)
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), step.timeoutMs)
  const signals = [ctx.signal, timeout.signal, ...(signal ? [signal] : [])]
  const scoped: Context = { ...ctx, signal: AbortSignal.any(signals), ...(show && { show }) }
  try {
    await step.check?.({ ctx: scoped, input: parsed })
    return step.output.parse(await step.run({ ctx: scoped, input: parsed }))
  } catch (error) {
    if (!timeout.signal.aborted) throw error
    const details = { step: step.id, seconds: step.timeoutMs / 1000 }
    throw new UnavailableError(codes.STEP_TOO_SLOW, details, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
