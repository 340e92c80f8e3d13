import type { App } from '../src/app.ts'

export interface StepEvent {
  event: string
  // Tests look into answers by hand; a wrong guess fails the test.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any
}

/** A step's answer while it is made. */
export interface StepStream {
  status: number
  headers: Headers
  /** The next event; null at the end. */
  next(): Promise<StepEvent | null>
  /** All that are left. */
  rest(): Promise<StepEvent[]>
  /** Goes away, as a closed page does. */
  leave(): Promise<void>
}

/**
 * Asks for a step as server-sent events.
 *
 * @example
 * const stream = await readStep(test.app, test.key, 'section.rewrite', { document_id, … })
 * assert.equal((await stream.next())!.event, 'job')
 */
export async function readStep(
  app: Pick<App, 'fetch'>,
  key: string,
  step: string,
  input: unknown,
): Promise<StepStream> {
  const gone = new AbortController()
  const response = await app.fetch(
    new Request(`http://localhost:3000/api/v1/steps/${step}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify(input),
      signal: gone.signal,
    }),
  )
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  let waiting = ''
  const next = async (): Promise<StepEvent | null> => {
    for (;;) {
      const end = waiting.indexOf('\n\n')
      if (end >= 0) {
        const block = waiting.slice(0, end)
        waiting = waiting.slice(end + 2)
        if (block.startsWith(':')) continue
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block)!
        return { event: event!, data: JSON.parse(data!) }
      }
      const { done, value } = await reader.read()
      if (done) return null
      waiting += decoder.decode(value, { stream: true })
    }
  }
  return {
    status: response.status,
    headers: response.headers,
    next,
    async rest() {
      const events: StepEvent[] = []
      for (let event = await next(); event; event = await next()) events.push(event)
      return events
    },
    async leave() {
      gone.abort()
      await reader.cancel()
    },
  }
}
