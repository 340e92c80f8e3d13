import { useMessages } from '../messages/define-messages.ts'
import { StatusDot } from '../ui/badge.tsx'
import type { Tone } from '../ui/badge.tsx'
import { messages } from './messages.ts'

export type JobState =
  | 'queued'
  | 'running'
  | 'waiting'
  | 'retrying'
  | 'succeeded'
  | 'failed'
  | 'cancelled'

const tones: Record<JobState, Tone> = {
  queued: 'neutral',
  waiting: 'neutral',
  running: 'accent',
  retrying: 'warning',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'neutral',
}

export function JobStatus({ status }: { status: JobState }) {
  const text = useMessages(messages)
  return <StatusDot tone={tones[status]}>{text[status]}</StatusDot>
}

export const isOver = (status: string): boolean =>
  status === 'succeeded' || status === 'failed' || status === 'cancelled'
