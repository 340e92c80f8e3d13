import { CircleAlert } from 'lucide-react'
import { ApiError, ConnectionError } from '../api/errors.ts'
import { useMessages } from '../messages/define-messages.ts'
import { cn } from './cn.ts'
import { messages } from './messages.ts'

/** What an error says to a person: a title, what to do, and the number of the request. */
export function useProblem(error: unknown): {
  title: string
  detail: string
  request: string | null
} {
  const text = useMessages(messages)
  if (error instanceof ConnectionError) {
    return { title: text.offlineTitle, detail: text.offlineText, request: null }
  }
  if (error instanceof ApiError) {
    const request = error.requestId ? text.requestNumber(error.requestId) : null
    if (error.status === 403) return { title: text.forbiddenTitle, detail: error.message, request }
    if (error.status === 404) {
      return { title: text.notFoundTitle, detail: text.notFoundText, request: null }
    }
    const isOurs = error.status < 500
    return { title: text.errorTitle, detail: isOurs ? error.message : text.unknownText, request }
  }
  return { title: text.errorTitle, detail: text.unknownText, request: null }
}

/** An error beside what caused it; nothing when there is none. */
export function ProblemNote({ error, className }: { error: unknown; className?: string }) {
  const { detail } = useProblem(error)
  return (
    <div role="alert" className={className}>
      {error !== null && error !== undefined && (
        <p
          className={cn(
            'flex items-start gap-2 rounded border border-danger/40 bg-danger-soft px-3 py-2 text-sm text-ink',
          )}
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          <span className="min-w-0">{detail}</span>
        </p>
      )}
    </div>
  )
}
