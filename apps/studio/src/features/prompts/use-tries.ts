import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '../../api/call.ts'
import { streamStep } from '../../api/step-stream.ts'
import type { PromptRun, TryRequest } from './draft.ts'

type MadeRun = Omit<PromptRun, 'created_at'>

/** What came of one column so far. */
export interface Attempt {
  state: 'running' | 'done' | 'stopped' | 'failed'
  words: string
  run: MadeRun | null
  error: unknown
}

const begun: Attempt = { state: 'running', words: '', run: null, error: null }

/** Tries beside each other, each with its own stream, to be started and stopped on its own. */
export function useTries() {
  const client = useQueryClient()
  const [attempts, setAttempts] = useState<Readonly<Record<string, Attempt>>>({})
  const streams = useRef(new Map<string, { controller: AbortController; jobId: string | null }>())
  const set = (column: string, change: (before: Attempt) => Attempt) =>
    setAttempts((before) => ({ ...before, [column]: change(before[column] ?? begun) }))

  async function start(column: string, request: TryRequest): Promise<void> {
    const stream = { controller: new AbortController(), jobId: null as string | null }
    streams.current.set(column, stream)
    set(column, () => begun)
    const isCurrent = () => streams.current.get(column) === stream
    try {
      const { signal } = stream.controller
      for await (const message of streamStep('POST /steps/prompt.try', request, signal)) {
        if (!isCurrent()) return
        if (message.type === 'job') stream.jobId = message.data.job_id
        if (message.type === 'delta') {
          set(column, (before) => ({ ...before, words: before.words + message.data.text }))
        }
        if (message.type === 'result') {
          set(column, () => ({
            ...begun,
            state: 'done',
            words: message.data.text,
            run: message.data,
          }))
        }
      }
    } catch (error) {
      // Stopped by hand is no failure.
      if (isCurrent()) {
        set(column, (before) =>
          before.state === 'stopped' ? before : { ...before, state: 'failed', error },
        )
      }
    }
    await client.invalidateQueries({ queryKey: ['prompt-runs'] })
  }

  function stop(column: string): void {
    const stream = streams.current.get(column)
    set(column, (before) => ({ ...before, state: 'stopped' }))
    if (!stream) return
    stream.controller.abort()
    // The job goes on without its listener, and would be paid for.
    if (stream.jobId)
      void call('POST /jobs/{job_id}/cancel', { job_id: stream.jobId }).catch(() => undefined)
  }
  return { attempts, start, stop }
}
