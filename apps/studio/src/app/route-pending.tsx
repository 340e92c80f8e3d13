import { useMessages } from '../messages/define-messages.ts'
import { messages } from './messages.ts'

/** Holds the place of a screen that is being loaded, at about its height. */
export function RoutePending() {
  const text = useMessages(messages)
  return (
    <div role="status" aria-label={text.loading} className="flex flex-col gap-4 p-6">
      <div className="h-9 w-56 rounded bg-sunken" />
      <div className="h-4 w-96 max-w-full rounded bg-sunken" />
      <div className="mt-4 h-[60vh] rounded bg-sunken" />
    </div>
  )
}
