import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { onSignedOut, signedOutElsewhere } from '../api/call.ts'
import { useMessages } from '../messages/define-messages.ts'
import { feed } from './live.ts'
import { messages } from './messages.ts'

/**
 * The session ended under an open page: what is on it stays to be seen, and the way back in leads
 * to it again.
 */
export function SignedOut() {
  const text = useMessages(messages)
  const dialog = useRef<HTMLDialogElement>(null)
  const router = useRouter()
  const client = useQueryClient()

  useEffect(() => onSignedOut(() => dialog.current?.open || dialog.current?.showModal()), [])
  useEffect(
    () => feed.subscribe(({ type }) => type === 'session.revoked' && signedOutElsewhere()),
    [],
  )

  function signIn() {
    const { href } = router.state.location
    dialog.current?.close()
    feed.stop()
    client.clear()
    void router.navigate({ to: '/sign-in', search: { next: href } })
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="signed-out-title"
      onCancel={(event) => event.preventDefault()}
      className="m-auto max-w-md rounded-lg border border-line bg-surface p-6 text-ink shadow-float backdrop:bg-black/40"
    >
      <h2 id="signed-out-title" className="font-serif text-2xl">
        {text.signedOutTitle}
      </h2>
      <p className="mt-2 text-sm text-muted">{text.signedOutText}</p>
      <button
        type="button"
        onClick={signIn}
        className="mt-5 min-h-9 rounded bg-accent px-4 font-medium text-on-accent"
      >
        {text.signIn}
      </button>
    </dialog>
  )
}
