import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useMessages } from '../messages/define-messages.ts'
import { IconButton } from './icon-button.tsx'
import { messages } from './messages.ts'

export interface SearchFieldProps {
  label: string
  value: string
  /** When somebody pauses, so that not every letter is a question to the server. */
  onSearch: (value: string) => void
  pauseMs?: number
  className?: string
}

/** Words to look for. */
export function SearchField({
  label,
  value,
  onSearch,
  pauseMs = 250,
  className,
}: SearchFieldProps) {
  const text = useMessages(messages)
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const search = useEffectEvent(onSearch)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    // The address changed by itself: back, or a link.
    setSeen(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === seen) return
    const timer = setTimeout(() => search(typed), pauseMs)
    return () => clearTimeout(timer)
  }, [typed, seen, pauseMs])

  return (
    <div role="search" className={`relative ${className ?? ''}`}>
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="min-h-9 w-full appearance-none rounded border border-edge bg-surface ps-9 pe-9 text-sm placeholder:text-muted [&::-webkit-search-cancel-button]:hidden"
      />
      {typed && (
        <IconButton
          icon={X}
          size="small"
          label={text.clearSearch}
          className="absolute inset-y-0 end-1 my-auto"
          onClick={() => {
            setTyped('')
            onSearch('')
            input.current?.focus()
          }}
        />
      )}
    </div>
  )
}
