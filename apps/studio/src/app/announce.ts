import { useSyncExternalStore } from 'react'

let text = ''
const listeners = new Set<() => void>()

/**
 * Says something to screen readers that eyes see anyway: a route changed, a job ended.
 *
 * @example
 * announce(text.saved)
 */
export function announce(message: string): void {
  // The same words twice are said twice only if something changes.
  text = message === text ? `${message}\u00A0` : message
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useAnnouncement = (): string => useSyncExternalStore(subscribe, () => text)
