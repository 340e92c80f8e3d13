import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiError, isForbidden, isNotFound, isOffline } from '../api/errors.ts'
import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'
import { NotFoundPage } from './not-found-page.tsx'

/** How long until a server that did not answer is asked again. */
const AGAIN_MS = 3000

/** What stands in the place of a screen that could not be shown. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const text = useMessages(messages)
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  const isAway = isOffline(error)
  const retry = () => {
    boundary.reset()
    reset()
    void router.invalidate()
  }

  useEffect(() => {
    if (!isAway) return
    const timer = setInterval(retry, AGAIN_MS)
    return () => clearInterval(timer)
  })

  if (isNotFound(error)) return <NotFoundPage />
  const [title, detail] = isAway
    ? [text.offlineTitle, text.offlineText]
    : isForbidden(error)
      ? [text.forbiddenTitle, text.forbiddenText]
      : [text.errorTitle, error instanceof ApiError ? error.message : text.errorText]
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div role="alert" className="mx-auto flex max-w-lg flex-col items-start gap-3 px-6 py-24">
      <h1 className="font-serif text-3xl text-ink">{title}</h1>
      <p className="text-muted">{detail}</p>
      {requestId && <p className="font-mono text-xs text-muted">{text.requestNumber(requestId)}</p>}
      <button
        type="button"
        onClick={retry}
        className="mt-2 min-h-8 rounded bg-accent px-4 py-1.5 font-medium text-on-accent"
      >
        {text.retry}
      </button>
    </div>
  )
}
