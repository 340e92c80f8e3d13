import { ApiError, ConnectionError } from './errors.ts'
import type { Settings } from './options.ts'
import { pause } from './retry.ts'
import { transmit } from './transport.ts'

/** What a person is told, so that they can let the program in. */
export interface DeviceCode {
  /** What they type: `WDJB-MJHT`. */
  userCode: string
  /** Where they type it. */
  verificationUri: string
  /** The same with the code in it: for a link, or a picture to scan. */
  verificationUriComplete: string
  /** Until then it can be typed. */
  expiresAt: Date
}

export interface DeviceSignInOptions {
  /** Where Galley answers. Default `http://localhost:3000`. */
  server?: string
  /** What the program calls itself: the person sees it, and the key is called so. */
  clientName: string
  /** Shows the code to the person. */
  onCode(code: DeviceCode): void | Promise<void>
  /** Ends the waiting; its reason is thrown. */
  signal?: AbortSignal
  /** Another `fetch`: a proxy's, a test's, a platform's binding. */
  fetch?: typeof globalThis.fetch
}

export interface DeviceSignIn {
  /** A key that can do what the person can, in one workspace. Keep it safe: it is given this once. */
  apiKey: string
  keyId: string
  workspaceId: string
}

/**
 * Signs a program in by a person's browser (RFC 8628), for programs that have none: shows them a
 * code, waits until they have let it in, and answers a key of theirs. Broken connections while
 * waiting are bridged.
 *
 * @throws ApiError with the code `access_denied` when they refuse, `expired_token` when nobody
 * decides within ten minutes; ConnectionError when the server cannot be reached to begin with.
 * @example
 * const { apiKey } = await signInWithDevice({
 *   clientName: 'notes on anna-laptop',
 *   onCode: ({ userCode, verificationUri }) => console.log(`Open ${verificationUri}, type ${userCode}`),
 * })
 * const galley = new Galley({ apiKey })
 */
export async function signInWithDevice(options: DeviceSignInOptions): Promise<DeviceSignIn> {
  const { clientName, onCode, signal } = options
  const ask = createAsk(options)
  const grant = await ask<Grant>('/auth/device/code', { client_name: clientName })
  const expiresAt = new Date(Date.now() + grant.expires_in * 1000)
  await onCode({
    userCode: grant.user_code,
    verificationUri: grant.verification_uri,
    verificationUriComplete: grant.verification_uri_complete,
    expiresAt,
  })
  for (let interval = grant.interval; ;) {
    await pause(interval * 1000, signal)
    try {
      const given = await ask<Given>('/auth/device/token', { device_code: grant.device_code })
      return { apiKey: given.api_key, keyId: given.key_id, workspaceId: given.workspace_id }
    } catch (error) {
      interval = waitAfter(error, interval)
      // A server that is away does not say that time is up.
      if (Date.now() > expiresAt.getTime() + 60_000) throw error
    }
  }
}

interface Grant {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  expires_in: number
  interval: number
}

interface Given {
  api_key: string
  key_id: string
  workspace_id: string
}

/** Seconds until the next question; throws what is an answer. */
function waitAfter(error: unknown, interval: number): number {
  if (error instanceof ConnectionError) return interval
  if (!(error instanceof ApiError)) throw error
  if (error.code === 'authorization_pending') return interval
  if (error.code === 'slow_down') {
    const { interval: asked } = error.details
    return typeof asked === 'number' ? asked : interval + 5
  }
  if (error.status === 429 || error.status >= 500) {
    return Math.max(interval, error.retryAfterSeconds ?? 0)
  }
  throw error
}

/** Without credentials: these routes are there to get some. Each question is sent once. */
function createAsk({ server = 'http://localhost:3000', fetch, signal }: DeviceSignInOptions) {
  const settings: Settings = {
    apiKey: '',
    baseUrl: server.replace(/\/+$/, ''),
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs: 60_000,
    maxRetries: 0,
  }
  return <Answer>(path: string, body: object): Promise<Answer> => {
    const request = {
      method: 'POST' as const,
      url: `${settings.baseUrl}/api/v1${path}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    }
    const read = (response: Response) => response.json() as Promise<Answer>
    return transmit(settings, request, { ...(signal && { signal }) }, read)
  }
}
