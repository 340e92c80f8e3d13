import { ApiError, ConnectionError, TimeoutError } from './errors.ts'
import type { Problem } from './generated/types.ts'
import type { RequestOptions, Settings } from './options.ts'
import type { BuiltRequest } from './request.ts'
import { pause, retryDelay } from './retry.ts'

/** Reads a good answer, within the attempt's time; what it throws is a failed attempt. */
export type ReadAnswer<T> = (response: Response) => Promise<T>

/**
 * Sends a request until it is answered or there is no point in trying again. A POST keeps its
 * idempotency key over all attempts, so that it acts once however often it is sent.
 *
 * @throws ApiError, ConnectionError, or what the caller's signal was aborted with.
 */
export async function transmit<T>(
  settings: Settings,
  request: BuiltRequest,
  options: RequestOptions,
  read: ReadAnswer<T>,
): Promise<T> {
  const { method } = request
  const headers = { ...request.headers, ...lowerCaseNames(options.headers) }
  if (method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? randomKey()
  const maxRetries = options.maxRetries ?? settings.maxRetries
  const isRepeatable = method !== 'PATCH' // it names the version that it was made against
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await attemptOnce(settings, { ...request, headers }, options, read)
    } catch (error) {
      // The answer to an earlier attempt was lost on its way, and it was a yes.
      if (method === 'DELETE' && attempt > 0 && isGone(error)) return undefined as T
      const delay = attempt < maxRetries ? retryDelay(error, attempt, isRepeatable) : null
      if (delay === null) throw error
      await pause(delay, options.signal)
    }
  }
}

const isGone = (error: unknown) => error instanceof ApiError && error.status === 404

async function attemptOnce<T>(
  settings: Settings,
  { url, ...init }: BuiltRequest,
  { signal, timeoutMs = settings.timeoutMs }: RequestOptions,
  read: ReadAnswer<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const late = new TimeoutError(`${init.method} ${url} was not answered within ${timeoutMs} ms.`)
  const attempt = new AbortController()
  const abort = () => attempt.abort(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(() => attempt.abort(late), timeoutMs)
  try {
    const response = await settings.fetch(url, { ...init, signal: attempt.signal })
    if (!response.ok) throw new ApiError(response, await readProblem(response))
    return await read(response)
  } catch (error) {
    signal?.throwIfAborted()
    if (attempt.signal.aborted) throw late
    if (error instanceof ApiError) throw error
    throw new ConnectionError(`${init.method} ${url} got no answer: ${reasonOf(error)}`, {
      cause: error,
    })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

async function readProblem(response: Response): Promise<Partial<Problem>> {
  const text = await response.text()
  try {
    return JSON.parse(text) as Partial<Problem>
  } catch {
    return {} // a proxy's page, not ours
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  return cause instanceof Error && cause.message ? cause.message : message
}

const lowerCaseNames = (headers: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
