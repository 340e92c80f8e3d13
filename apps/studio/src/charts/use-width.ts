import { useEffect, useState } from 'react'
import type { RefObject } from 'react'

/** The width of an element; 0 until it is measured, which is before anything can be seen of it. */
export function useWidth(frame: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = frame.current!
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}
