import { useEffect } from 'react'
import { announce } from './announce.ts'

/**
 * The title of the screen: in the tab, and said once to whoever does not see that it changed.
 *
 * @example
 * useTitle(text.sources)
 */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Galley` : 'Galley'
    announce(title)
  }, [title])
}
