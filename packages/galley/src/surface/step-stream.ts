import { followStep, runInline } from '../flow/pipelines/index.ts'
import type { StepNews } from '../flow/pipelines/index.ts'
import type { Context } from '../platform/context.ts'
import { problemOf, snakeKeys, toWire } from '../platform/http/index.ts'
import type { RouteRequest } from '../platform/http/index.ts'
import { createTextMailbox } from '../platform/jobs/index.ts'
import type { Step } from '../platform/step.ts'
import { jobFailure } from './job-failure.ts'

/** How long a caller is believed before they are asked for again. */
const BELIEVED_MS = 15_000

interface StreamArgs {
  ctx: Context
  request: Pick<RouteRequest, 'reauthenticate'>
  step: Step
  /** The step's input, and for a job the options beside it. */
  input: Record<string, unknown>
}

/** Whether the caller wants to see the answer while it is made. */
export const wantsStream = ({ headers }: Pick<RouteRequest, 'headers'>): boolean =>
  /\btext\/event-stream\b/i.test(headers.get('accept') ?? '')

/**
 * A step as server-sent events: `job`, then `delta` and `progress` as they happen, and at the end
 * `result` or `problem`. Whoever goes away leaves the job at work.
 */
export async function streamStep({ ctx, request, step, input }: StreamArgs): Promise<Response> {
  const { jobId, news, close } = await followStep({
    ctx,
    input: { ...input, step: step.id, input: input['input'] },
  })
  async function* events(): AsyncGenerator<string, void> {
    yield event('job', { jobId })
    let askedAt = performance.now()
    for await (const item of news) {
      if (performance.now() - askedAt > BELIEVED_MS) {
        askedAt = performance.now()
        const refusal = await refusalOf(request)
        if (refusal) return yield problemEvent(refusal, ctx)
      }
      yield describe(item, step, ctx)
    }
  }
  return eventResponse(events(), close, { 'galley-job': jobId })
}

function describe(news: StepNews, step: Step, ctx: Context): string {
  switch (news.kind) {
    case 'text':
      return event('delta', { text: news.text, index: news.index })
    case 'progress':
      return event('progress', { progress: news.progress, message: news.message })
    case 'quiet':
      return ': still here\n\n'
    case 'end':
      return news.job.status === 'succeeded'
        ? event('result', toWire(step.output, news.job.output))
        : problemEvent(jobFailure(news.job), ctx)
  }
}

/**
 * A step that runs within its request, as server-sent events: `delta` as it happens, then `result`
 * or `problem`. Whoever goes away ends it. What fails before the first word is an ordinary problem.
 */
export async function streamInline({ ctx, step, input }: StreamArgs): Promise<Response> {
  const mailbox = createTextMailbox()
  const gone = new AbortController()
  let bell = Promise.withResolvers<void>()
  let end: { output: unknown } | { error: unknown } | null = null
  const ring = () => bell.resolve()
  runInline({
    ctx,
    step,
    input,
    signal: gone.signal,
    show(piece) {
      mailbox.put(piece)
      ring()
    },
  })
    .then(
      (output) => (end = { output }),
      (error: unknown) => (end = { error }),
    )
    .finally(ring)

  await bell.promise
  const failure = end as { error?: unknown } | null
  if (failure && 'error' in failure) throw failure.error

  async function* events(): AsyncGenerator<string, void> {
    for (;;) {
      const last = end as { output: unknown } | { error: unknown } | null
      bell = Promise.withResolvers<void>()
      for (const { text, index } of mailbox.take()) yield event('delta', { text, index })
      if (last && 'output' in last) return yield event('result', toWire(step.output, last.output))
      if (last) return yield problemEvent(last.error, ctx)
      if (!end) await bell.promise
    }
  }
  return eventResponse(events(), () => gone.abort(), {})
}

/** Why the caller may not hear more; null: they may. */
async function refusalOf({ reauthenticate }: Pick<RouteRequest, 'reauthenticate'>) {
  try {
    await reauthenticate?.()
    return null
  } catch (error) {
    return error
  }
}

function eventResponse(
  events: AsyncGenerator<string, void>,
  close: () => void,
  headers: Record<string, string>,
): Response {
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await events.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      cancel: close,
    },
    // A reader who takes nothing is told nothing: what comes meanwhile is put together.
    { highWaterMark: 0 },
  )
  return new Response(stream, {
    headers: {
      ...headers,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no', // or nginx collects before it forwards
      vary: 'accept',
    },
  })
}

const event = (type: string, data: unknown): string =>
  `event: ${type}\ndata: ${JSON.stringify(type === 'result' ? data : snakeKeys(data))}\n\n`

const problemEvent = (error: unknown, { requestId }: Context): string =>
  event('problem', problemOf(error, requestId))
