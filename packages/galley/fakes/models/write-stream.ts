import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Behaviour } from './behaviours.ts'
import type { StreamEvent } from './question.ts'

/** What a stream can meet once it has begun, half of it being out. */
const FAULTS: ReadonlySet<Behaviour['kind']> = new Set([
  'cut-body',
  'stream-stall',
  'stream-end',
  'stream-malformed',
])

/** Bytes of one write: characters of three and four bytes are cut in the middle. */
const SPLIT_BYTES = 5

/** Writes the events as the behaviour has it; whether all of them went out. */
export async function writeStream(
  response: ServerResponse,
  events: readonly StreamEvent[],
  behaviour: Behaviour,
): Promise<boolean> {
  const texts = (behaviour.kind === 'stream-without-usage' ? events.map(withoutUsage) : events).map(
    writeEvent,
  )
  const half = Math.ceil(texts.length / 2)
  for (const [index, text] of texts.entries()) {
    if (index === half && FAULTS.has(behaviour.kind)) {
      if (behaviour.kind === 'stream-malformed') await write(response, 'data: {"broken": \n\n')
      else {
        if (behaviour.kind === 'cut-body') await cut(response)
        if (behaviour.kind === 'stream-end') response.end()
        return false
      }
    }
    if (response.destroyed) return false
    if (behaviour.kind === 'stream-slow') {
      await new Promise((resolve) => setTimeout(resolve, behaviour.everyMs))
    }
    if (behaviour.kind === 'stream-split') {
      const bytes = Buffer.from(text)
      for (let from = 0; from < bytes.length; from += SPLIT_BYTES) {
        await write(response, bytes.subarray(from, from + SPLIT_BYTES))
      }
    } else await write(response, text)
  }
  return true
}

/** Closes the socket when the other side has had time to read: what it has not, it never will. */
async function cut(response: ServerResponse): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150))
  response.destroy()
}

/** Waits as long as the client takes nothing, as a server does that has no end of memory. */
async function write(response: ServerResponse, chunk: string | Buffer): Promise<void> {
  if (response.destroyed || response.write(chunk)) return
  const gone = new AbortController()
  const close = () => gone.abort()
  response.once('close', close)
  await once(response, 'drain', { signal: gone.signal }).catch(() => undefined)
  response.off('close', close)
}

function withoutUsage({ data, ...event }: StreamEvent): StreamEvent {
  if (typeof data !== 'object' || data === null || !('usage' in data)) return { ...event, data }
  const { usage: _, ...rest } = data
  return { ...event, data: rest }
}

function writeEvent({ event, data }: StreamEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data)
  return `${event ? `event: ${event}\n` : ''}data: ${text}\n\n`
}
