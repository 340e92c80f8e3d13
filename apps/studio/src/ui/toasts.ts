import { useSyncExternalStore } from 'react'

export interface Toast {
  message: string
  tone?: 'success' | 'danger'
  /** What takes it back, or leads to it. It stays longer with one. */
  action?: { label: string; onSelect: () => void }
}

export interface ShownToast extends Toast {
  id: number
}

const listeners = new Set<() => void>()
let shown: readonly ShownToast[] = []
let last = 0

function set(next: readonly ShownToast[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/**
 * Says what was done, without being in the way.
 *
 * @returns what takes it away before its time
 * @example
 * showToast({ message: text.deleted, action: { label: text.undo, onSelect: restore } })
 */
export function showToast(toast: Toast): () => void {
  const id = ++last
  set([...shown.slice(-2), { ...toast, id }])
  return () => dismissToast(id)
}

export const dismissToast = (id: number) => set(shown.filter((toast) => toast.id !== id))

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useToasts = (): readonly ShownToast[] => useSyncExternalStore(subscribe, () => shown)
