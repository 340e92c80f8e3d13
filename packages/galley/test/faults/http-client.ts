import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../test-app.ts'

export interface HttpClient {
  readonly key: string
  call(method: string, path: string, body?: unknown, headers?: object): Promise<Answer>
  /** The same, again and again, for as long as nobody answers or the answer is 5xx. */
  insist(method: string, path: string, body?: unknown, headers?: object): Promise<Answer>
  /** Polls until the job is finished, over any number of restarts of the server. */
  finish(jobId: string): Promise<Answer>
}

/** The API over a real socket, as a client on another machine would use it. */
export function createHttpClient(port: number, key: string): HttpClient {
  const call: HttpClient['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const json = isJson && text ? JSON.parse(text) : null
    return { status: response.status, headers: response.headers, text, json }
  }
  const insist: HttpClient['insist'] = async (...args) => {
    for (;;) {
      const answer = await call(...args).catch(() => null)
      if (answer && answer.status < 500) return answer
      await sleep(100)
    }
  }
  return {
    key,
    call,
    insist,
    async finish(jobId) {
      for (;;) {
        const answer = await insist('GET', `/jobs/${jobId}`)
        if (answer.status !== 200 || answer.json.finished_at) return answer
        await sleep(50)
      }
    },
  }
}

export interface SeenEvent {
  id: number
  type: string
}

export interface Follower {
  readonly events: SeenEvent[]
  /** How often the stream had to be opened. */
  readonly connections: number
  /** Resolves when the server says that there is nothing more to come. */
  readonly done: Promise<void>
}

/** Of a server that does not come back. */
const GIVE_UP_MS = 20_000

/**
 * Follows a job's events as an EventSource does: whatever breaks, it comes back with the last id
 * that it has seen, until the server answers 204.
 */
export function followEvents(port: number, key: string, jobId: string): Follower {
  const events: SeenEvent[] = []
  const state = { connections: 0 }
  let lastId: string | undefined
  async function follow(): Promise<void> {
    let lastSeen = Date.now()
    while (Date.now() - lastSeen < GIVE_UP_MS) {
      const before = state.connections
      const isOver = await readStream().catch(() => false)
      if (isOver) return
      if (state.connections > before) lastSeen = Date.now()
      await sleep(50)
    }
  }
  async function readStream(): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/jobs/${jobId}/events`, {
      headers: {
        authorization: `Bearer ${key}`,
        ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
      },
    })
    if (response.status === 204) return true
    if (response.status !== 200) {
      await response.body?.cancel()
      return false
    }
    state.connections += 1
    let rest = ''
    for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
      const messages = (rest + text).split('\n\n')
      rest = messages.pop()! // a message that is not whole is not dispatched
      for (const message of messages) {
        const id = /^id: (\d+)$/m.exec(message)?.[1]
        if (id) lastId = id // also where no event comes with it
        const type = /^event: (.+)$/m.exec(message)?.[1]
        if (id && type) events.push({ id: Number(id), type })
      }
    }
    return false
  }
  return {
    events,
    get connections() {
      return state.connections
    },
    done: follow(),
  }
}
