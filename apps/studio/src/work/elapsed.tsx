import { useEffect, useState } from 'react'
import { useFormats } from '../messages/formats.ts'

interface ElapsedProps {
  from: string | null
  /** Null while it goes on. */
  to: string | null
}

/** How long something took, or has taken up to now. */
export function Elapsed({ from, to }: ElapsedProps) {
  const { duration } = useFormats()
  const [now, setNow] = useState(Date.now)
  const isRunning = from !== null && to === null
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  if (from === null) return null
  const end = to === null ? Math.max(now, Date.parse(from)) : Date.parse(to)
  return <span className="tabular-nums">{duration(end - Date.parse(from))}</span>
}
