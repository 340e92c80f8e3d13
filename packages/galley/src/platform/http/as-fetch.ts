import type { SafeFetch } from './safe-fetch.ts'

/**
 * A safe fetch in the shape of `fetch`, for clients that want that one. It follows no redirect, and
 * leaves time to whoever gives the signal.
 *
 * @param limits - for each exchange: bytes of the answer, milliseconds of silence and altogether
 * @example
 * createOpenAI({ fetch: asFetch(ctx.fetch, { maximumBytes: 2_000_000, totalMs: 120_000, idleMs: 120_000 }) })
 */
export function asFetch(
  safeFetch: SafeFetch,
  limits: { maximumBytes: number; totalMs: number; idleMs: number },
): typeof fetch {
  return async (input, init = {}) => {
    const request = new Request(input, { ...init, redirect: 'manual', signal: null })
    const { port } = new URL(request.url)
    const { body, status, headers } = await safeFetch(request.url, {
      ...limits,
      method: request.method,
      headers: request.headers,
      ...(request.body && { body: new Uint8Array(await request.arrayBuffer()) }),
      ...(init.signal && { signal: init.signal }),
      maximumRedirects: 0,
      allowedPorts: port ? [Number(port)] : [],
    })
    if (status >= 300 && status < 400) {
      await body.cancel()
      throw new TypeError(`it redirects to ${headers.get('location')?.slice(0, 200)}`)
    }
    const isEmpty = status === 204 || status === 205
    return new Response(isEmpty ? null : body, { status, headers })
  }
}
