import { stripVTControlCharacters } from 'node:util'
import { readCredentials } from './credentials.ts'
import type { Credentials } from './credentials.ts'
import { UserError } from './user-error.ts'

const PATIENCE_MS = 30_000

/**
 * Which server commands talk to: the one of GALLEY_SERVER, when GALLEY_API_KEY is set too; or else
 * the one of `galley login`; or else none, which means this machine's own data.
 */
export async function findServer(): Promise<Credentials | null> {
  const { GALLEY_API_KEY: apiKey, GALLEY_SERVER: server } = process.env
  if (apiKey && server) return { apiKey, server: readServer(server) }
  return readCredentials()
}

/** @throws UserError for what is no address. */
export function readServer(address: string): string {
  const url = URL.parse(address)
  if (url && /^https?:$/.test(url.protocol) && !url.username) return url.href.replace(/\/+$/, '')
  throw new UserError(
    'server_invalid',
    `"${address}" is not the address of a server. Give one like https://galley.example.`,
  )
}

/**
 * Asks the API; answers its JSON.
 *
 * @throws UserError with the problem's code and words.
 */
export async function callServer<Answer>(
  { server, apiKey }: Credentials,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${server}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    redirect: 'error', // the key is for this server only
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message
    throw new UserError('server_unreachable', `${server} does not answer: ${reason}`)
  })
  const text = await response.text()
  if (response.ok) return (text ? JSON.parse(text) : undefined) as Answer
  const { code = `http_${response.status}`, detail } = readProblem(text)
  const hint = response.status === 401 ? '\nSign in anew with: galley login' : ''
  const message = detail ?? `${server} answered ${response.status}.`
  throw new UserError(code, stripVTControlCharacters(message) + hint)
}

function readProblem(text: string): { code?: string; detail?: string } {
  try {
    return JSON.parse(text) as { code?: string; detail?: string }
  } catch {
    return {} // a proxy's page, not ours
  }
}
