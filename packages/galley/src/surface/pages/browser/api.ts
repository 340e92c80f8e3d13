import { inWords } from './words.ts'

export interface FieldProblem {
  /** The name of the field on the wire: `current_password`. */
  name: string
  message: string
}

export interface Refusal {
  isOk: false
  /** 0 when nothing answered. */
  status: number
  /** Stable; what to decide on. */
  code: string
  /** For a person: what happened, and the next move. */
  problem: string
  fields: FieldProblem[]
}

export type Answer<T> = { isOk: true; value: T } | Refusal

interface Problem {
  code?: string
  detail?: string
  errors?: { pointer: string; message: string }[]
}

const LONGEST_WAIT_MS = 30_000

/** Asks the API, as whoever has this browser's session. Whatever goes wrong comes back in words. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  let response: Response
  let text: string
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    })
    text = await response.text()
  } catch {
    return refusal(0, navigator.onLine ? 'unreachable' : 'offline', {})
  }
  const json = parse(text)
  if (response.ok) return { isOk: true, value: json as T }
  const problem = (json ?? {}) as Problem
  const wait = Number(response.headers.get('retry-after'))
  return refusal(response.status, problem.code ?? 'unknown', problem, wait)
}

function refusal(status: number, code: string, problem: Problem, wait = 0): Refusal {
  const fields = (problem.errors ?? []).map(({ pointer, message }) => ({
    name: pointer.split('/')[1] ?? '',
    message,
  }))
  return { isOk: false, status, code, problem: inWords(code, problem.detail, wait), fields }
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
