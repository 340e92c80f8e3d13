import { CloudOff } from 'lucide-react'
import { useMessages } from '../messages/define-messages.ts'
import { useConnection } from './live.ts'
import { messages } from './messages.ts'

/** Says that the server is out of reach, for as long as it is. */
export function ConnectionBanner() {
  const text = useMessages(messages)
  const isBroken = useConnection() === 'broken'
  return (
    <div role="status">
      {isBroken && (
        <p className="flex items-center gap-2 border-b border-line bg-warning-soft px-6 py-2 text-sm text-ink">
          <CloudOff aria-hidden className="size-4 shrink-0" />
          {text.connectionBroken}
        </p>
      )}
    </div>
  )
}
