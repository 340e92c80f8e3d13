/** No answer of a prompt is near this; a server that sends more is broken or hostile. */
export const ANSWER_LIMIT_BYTES = 2_000_000

/** Streamed, every few letters come in an envelope of some hundred bytes. */
export const STREAM_LIMIT_BYTES = 20 * ANSWER_LIMIT_BYTES

/** What was seen of one HTTP exchange with a provider: the facts, however the SDK words them. */
export interface Exchange {
  isSent: boolean
  status: number | null
  headers: Headers | null
  isTooLarge: boolean
  limitBytes: number
  /** Of the body. Still the same after a while: the other side has fallen silent. */
  receivedBytes: number
}

export function newExchange(limitBytes: number = ANSWER_LIMIT_BYTES): Exchange {
  const seen = { isSent: false, status: null, headers: null, isTooLarge: false }
  return { ...seen, limitBytes, receivedBytes: 0 }
}

/** A fetch that notes what happens in `exchange` and cuts the body off at the limit. */
export function watchedFetch(base: typeof fetch, exchange: Exchange): typeof fetch {
  return async (input, init) => {
    Object.assign(exchange, newExchange(exchange.limitBytes), { isSent: true })
    // A redirect would carry the key and the text to somewhere nobody configured.
    const response = await base(input, { ...init, redirect: 'error' })
    exchange.status = response.status
    exchange.headers = response.headers
    if (!response.body) return response
    return new Response(response.body.pipeThrough(limit(exchange)), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    })
  }
}

function limit(exchange: Exchange): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      exchange.receivedBytes += chunk.byteLength
      if (exchange.receivedBytes <= exchange.limitBytes) return controller.enqueue(chunk)
      exchange.isTooLarge = true
      // Also cancels the upstream body, which closes the socket.
      controller.error(new RangeError(`the answer is larger than ${exchange.limitBytes} bytes`))
    },
  })
}

/** Milliseconds that the provider asks to wait, from `retry-after(-ms)` or the reset headers. */
export function retryAfterMs(headers: Headers | null, now = Date.now()): number | null {
  if (!headers) return null
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN)
  if (milliseconds >= 0) return milliseconds
  const value = headers.get('retry-after')
  if (value === null) return null
  const seconds = Number(value)
  if (seconds >= 0) return seconds * 1000
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? null : Math.max(0, moment - now)
}
