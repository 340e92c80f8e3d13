import { useMessages } from '../../messages/define-messages.ts'
import { showKeys } from './keys.ts'
import { messages } from './messages.ts'

/** Keycaps of a shortcut. */
export function KeysOf({ keys }: { keys: string }) {
  const text = useMessages(messages)
  return (
    <span className="flex shrink-0 items-center gap-1 font-sans text-xs text-muted">
      {showKeys(keys).map((caps, index) => (
        <span key={index} className="flex items-center gap-1">
          {index > 0 && <span>{text.andThen}</span>}
          {caps.map((cap) => (
            <kbd
              key={cap}
              className="min-w-5 rounded border border-line bg-paper px-1.5 py-0.5 text-center font-sans text-ink"
            >
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
