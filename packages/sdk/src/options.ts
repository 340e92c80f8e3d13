export interface GalleyOptions {
  /** `galley_sk_…`. */
  apiKey: string
  /** Where Galley answers. Default `http://localhost:3000`. */
  baseUrl?: string
  /** Another `fetch`: a proxy's, a test's, a platform's binding. */
  fetch?: typeof globalThis.fetch
  /** How long one attempt may take, in milliseconds. Default 60 000. */
  timeoutMs?: number
  /** How often a failed attempt is repeated. Default 4. */
  maxRetries?: number
}

/** For one call; what is absent comes from the client's options. */
export interface RequestOptions {
  signal?: AbortSignal
  timeoutMs?: number
  maxRetries?: number
  /** Made up for every POST when absent, and kept across its retries. */
  idempotencyKey?: string
  headers?: Record<string, string>
}

export interface FollowOptions extends Omit<RequestOptions, 'idempotencyKey'> {
  /** Start behind this event instead of where the stream starts by itself. */
  lastEventId?: string
  /** Without a sign of life for so long, the connection is made anew. Default 45 000. */
  idleTimeoutMs?: number
}

export interface Settings {
  apiKey: string
  baseUrl: string
  fetch: typeof globalThis.fetch
  timeoutMs: number
  maxRetries: number
}

export function readOptions(options: GalleyOptions): Settings {
  const { apiKey, baseUrl = 'http://localhost:3000', timeoutMs = 60_000, maxRetries = 4 } = options
  if (!apiKey) throw new TypeError('Galley needs an API key: new Galley({ apiKey: "galley_sk_…" })')
  const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  return { apiKey, baseUrl: baseUrl.replace(/\/+$/, ''), fetch, timeoutMs, maxRetries }
}
