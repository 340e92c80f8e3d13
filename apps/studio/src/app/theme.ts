import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const STORED = 'galley.theme'
const listeners = new Set<() => void>()
const dark = () => matchMedia('(prefers-color-scheme: dark)')
let current: Theme = 'system'

/** What this browser was told last; `public/theme.js` has shown it before the first paint. */
export function startTheme(): void {
  try {
    const stored = localStorage.getItem(STORED)
    if (stored === 'light' || stored === 'dark') current = stored
  } catch {
    // A browser may refuse to keep anything.
  }
  show()
  dark().addEventListener('change', show)
}

export function setTheme(theme: Theme): void {
  current = theme
  try {
    localStorage.setItem(STORED, theme)
  } catch {
    // Then it is chosen anew the next time.
  }
  show()
}

function show(): void {
  const isDark = current === 'system' ? dark().matches : current === 'dark'
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

/** Calls back after each change. Returns the way out. */
export const watchTheme = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const currentTheme = (): Theme => current

export const useTheme = (): Theme => useSyncExternalStore(watchTheme, currentTheme)
