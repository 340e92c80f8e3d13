import { useSyncExternalStore } from 'react'

/** What a person switches on or off in this browser, besides theme and language. */
export interface Preferences {
  /** Suggestions while writing. */
  ghostText: boolean
  /** Shortcuts without Ctrl, ⌘ or Alt. */
  singleKeyShortcuts: boolean
  /** The list of first steps on the start screen. */
  checklist: boolean
  /** Tips beside what is new to somebody. */
  tips: boolean
}

const STORED = 'galley.preferences'
const defaults: Preferences = {
  ghostText: true,
  singleKeyShortcuts: true,
  checklist: true,
  tips: true,
}
const listeners = new Set<() => void>()
let current = read()

function read(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, unknown>
    const own = Object.keys(defaults).flatMap((name) =>
      typeof stored[name] === 'boolean' ? [[name, stored[name]]] : [],
    )
    return { ...defaults, ...Object.fromEntries(own) }
  } catch {
    // Nothing was kept, or nothing may be kept.
    return defaults
  }
}

export function setPreference(name: keyof Preferences, isOn: boolean): void {
  if (current[name] === isOn) return
  current = { ...current, [name]: isOn }
  try {
    localStorage.setItem(STORED, JSON.stringify(current))
  } catch {
    // Then it is chosen anew the next time.
  }
  for (const listener of listeners) listener()
}

/** Calls back after each change. Returns the way out. */
export const watchPreferences = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const currentPreferences = (): Preferences => current

export const isPreferred = (name: keyof Preferences): boolean => current[name]

export const usePreference = (name: keyof Preferences): boolean =>
  useSyncExternalStore(watchPreferences, () => current[name])
