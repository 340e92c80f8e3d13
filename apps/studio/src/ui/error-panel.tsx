import { CircleAlert, CloudOff, Lock } from 'lucide-react'
import { isForbidden, isNotFound, isOffline } from '../api/errors.ts'
import { useMessages } from '../messages/define-messages.ts'
import { Button } from './button.tsx'
import { messages } from './messages.ts'
import { useProblem } from './problem-note.tsx'

/** In place of a part that could not be loaded: why, and what to do. */
export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const text = useMessages(messages)
  const { title, detail, request } = useProblem(error)
  const isFinal = isForbidden(error) || isNotFound(error)
  const Icon = isOffline(error) ? CloudOff : isForbidden(error) ? Lock : CircleAlert
  return (
    <div
      role="alert"
      className="flex flex-col items-center rounded-lg border border-line bg-surface px-6 py-12 text-center"
    >
      <Icon aria-hidden strokeWidth={1.25} className="mb-3 size-8 text-muted" />
      <h2 className="font-serif text-xl">{title}</h2>
      <p className="mt-1 max-w-md text-sm text-pretty text-muted">{detail}</p>
      {request && <p className="mt-1 font-mono text-xs text-muted select-all">{request}</p>}
      {onRetry && !isFinal && (
        <Button onClick={onRetry} className="mt-4">
          {text.retry}
        </Button>
      )}
    </div>
  )
}

/** A screen that the person's role does not open. */
export function NoPermission() {
  const text = useMessages(messages)
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <Lock aria-hidden strokeWidth={1.25} className="mb-3 size-8 text-muted" />
      <h2 className="font-serif text-xl">{text.forbiddenTitle}</h2>
      <p className="mt-1 max-w-md text-sm text-pretty text-muted">{text.forbiddenText}</p>
    </div>
  )
}
