/** No answer of a prompt is near this; a server that sends more is broken or hostile. */
export const ANSWER_LIMIT_BYTES = 2_000_000

/** What was seen of one HTTP exchange with a provider: the facts, however the SDK words them. */
export interface Exchange {
  isSent: boolean
  status: number | null
  headers: Headers | null
  isTooLarge: boolean
}

export function newExchange(): Exchange {
  return { isSent: false, status: null, headers: null, isTooLarge: false }
}

/** A fetch that notes what happens in `exchange` and cuts the body off at the limit. */
export function watchedFetch(base: typeof fetch, exchange: Exchange): typeof fetch {
  return async (input, init) => {
    Object.assign(exchange, newExchange(), { isSent: true })
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
  let received = 0
  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength
      if (received <= ANSWER_LIMIT_BYTES) return controller.enqueue(chunk)
      exchange.isTooLarge = true
      // Also cancels the upstream body, which closes the socket.
      controller.error(new RangeError(`the answer is larger than ${ANSWER_LIMIT_BYTES} bytes`))
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
