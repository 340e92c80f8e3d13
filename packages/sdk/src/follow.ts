import { ApiError, ConnectionError } from './errors.ts'
import { readEventStream } from './event-stream.ts'
import type { GalleyEvent } from './event-stream.ts'
import type { FollowOptions } from './options.ts'
import { backoff, pause, retryDelay } from './retry.ts'

/** Opens the stream behind an event; null when the server says that no more will come. */
export type OpenStream = (
  lastEventId: string | undefined,
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array> | null>

/** Connections in a row that brought nothing, before it is given up: some minutes. */
const MAXIMUM_FAILURES = 40
const IDLE_MS = 45_000

/**
 * Events in order, over as many connections as it takes: each goes on behind the last event that
 * was handed out, so nothing is missed and nothing comes twice.
 *
 * @throws ApiError when the server refuses; ConnectionError when it stays away for minutes.
 */
export async function* followEvents(
  open: OpenStream,
  { signal, lastEventId, idleTimeoutMs = IDLE_MS }: FollowOptions,
): AsyncGenerator<GalleyEvent> {
  let last = lastEventId
  let failures = 0
  for (;;) {
    signal?.throwIfAborted()
    let failure: unknown
    try {
      for await (const event of readConnection(open, last, idleTimeoutMs, signal)) {
        if (event === END) return
        failures = 0
        if (last !== undefined && Number(event.id) <= Number(last)) continue
        last = event.id
        yield event
      }
    } catch (error) {
      signal?.throwIfAborted()
      failure = error
    }
    const delay = reconnectDelay(failure, failures)
    failures += 1
    if (delay === null || failures > MAXIMUM_FAILURES) {
      throw failure ?? new ConnectionError('The event stream keeps ending without an event.')
    }
    await pause(delay, signal)
  }
}

/** A stream that just ended is opened again at once, unless that has been tried. */
function reconnectDelay(failure: unknown, failures: number): number | null {
  if (failure instanceof ApiError) return retryDelay(failure, failures, true)
  return failure === undefined && failures === 0 ? 0 : backoff(failures)
}

const END = Symbol('the end')

async function* readConnection(
  open: OpenStream,
  last: string | undefined,
  idleTimeoutMs: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<GalleyEvent | typeof END> {
  const connection = new AbortController()
  const abort = () => connection.abort(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  let timer: ReturnType<typeof setTimeout> | undefined
  const stillAlive = () => {
    clearTimeout(timer)
    timer = setTimeout(
      () => connection.abort(new ConnectionError('The event stream fell silent.')),
      idleTimeoutMs,
    )
  }
  try {
    stillAlive()
    const body = await open(last, connection.signal)
    if (body === null) {
      yield END
      return
    }
    for await (const event of readEventStream(body)) {
      stillAlive()
      if (event === null) continue
      clearTimeout(timer) // whoever takes the events may take his time
      yield event
      stillAlive()
    }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    connection.abort()
  }
}
