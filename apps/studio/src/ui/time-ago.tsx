import { useEffect, useState } from 'react'
import { useFormats } from '../messages/formats.ts'

const MINUTE_MS = 60_000

/** How long ago something was; rested on, exactly when. */
export function TimeAgo({ at }: { at: string }) {
  const { ago, dateTime } = useFormats()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={dateTime(at)} className="whitespace-nowrap">
      {ago(at, now)}
    </time>
  )
}
