import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import type { Output } from '../api/call.ts'

type Source = Output<'POST /sources'>

export interface Arrival {
  id: number
  name: string
  state: 'waiting' | 'sending' | 'failed'
  error?: unknown
  /** The same for every attempt, so that a source is made once. */
  key: string
  input: { text?: string; title?: string; file?: File }
}

let last = 0

/** How many files travel at once: more would only wait for each other. */
const AT_ONCE = 3

/**
 * Brings texts and files in, several at once; what fails stays to be tried again.
 *
 * @param onAdded - called with each source that arrived
 */
export function useAddSources(onAdded: (source: Source) => void) {
  const client = useQueryClient()
  const [arrivals, setArrivals] = useState<readonly Arrival[]>([])
  const change = (id: number, next: Partial<Arrival> | null) =>
    setArrivals((before) =>
      next === null
        ? before.filter((arrival) => arrival.id !== id)
        : before.map((arrival) => (arrival.id === id ? { ...arrival, ...next } : arrival)),
    )

  async function send({ id, key, input }: Arrival): Promise<boolean> {
    change(id, { state: 'sending', error: undefined })
    try {
      const source = await call('POST /sources', input, { idempotencyKey: key })
      change(id, null)
      onAdded(source)
      return true
    } catch (error) {
      change(id, { state: 'failed', error })
      return false
    }
  }

  async function add(inputs: readonly Arrival['input'][]): Promise<number> {
    const added = inputs.map((input): Arrival => ({
      id: ++last,
      key: crypto.randomUUID(),
      name: input.file?.name ?? input.title ?? input.text!.slice(0, 60),
      state: 'waiting',
      input,
    }))
    setArrivals((before) => [...before, ...added])
    const queue = [...added]
    let count = 0
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) if (await send(next)) count += 1
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
    await client.invalidateQueries({ queryKey: ['sources'] })
    return count
  }

  return { arrivals, add, retry: send, dismiss: (id: number) => change(id, null) }
}
