import { useSyncExternalStore } from 'react'

/** The languages that are complete. The type of the messages holds each feature to it. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

/**
 * Beside the languages two that only tests speak: `en-XA` stretches and accents every message, so
 * that what is not translated or does not fit is seen; `ar-XB` does it from right to left.
 */
const pseudoLocales = ['en-XA', 'ar-XB'] as const
export type PseudoLocale = (typeof pseudoLocales)[number]
export type Locale = Language | PseudoLocale

const STORED = 'galley.locale'
const listeners = new Set<() => void>()
let current: Locale = 'en'

export const locale = (): Locale => current
export const isLocale = (value: unknown): value is Locale =>
  typeof value === 'string' &&
  (value in languages || (pseudoLocales as readonly string[]).includes(value))
export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && Object.hasOwn(languages, value)
export const isPseudo = (value: Locale): value is PseudoLocale =>
  (pseudoLocales as readonly string[]).includes(value)
/** The language whose words are shown. */
export const languageOf = (value: Locale): Language => (isPseudo(value) ? 'en' : value)

/** The first language of this browser that there is, unless somebody chose one before. */
export function readLocale(
  stored: string | null,
  wanted: readonly string[] = navigator.languages,
): Locale {
  if (isLocale(stored)) return stored
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0]
    if (isLocale(language)) return language
  }
  return 'en'
}

export function setLocale(next: Locale): void {
  current = next
  const { documentElement } = document
  documentElement.lang = next
  documentElement.dir = next === 'ar-XB' ? 'rtl' : 'ltr'
  try {
    localStorage.setItem(STORED, next)
  } catch {
    // Then it is chosen anew the next time.
  }
  for (const listener of listeners) listener()
}

export function startLocale(): void {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(STORED)
  } catch {
    // A browser may refuse to keep anything.
  }
  setLocale(readLocale(stored))
}

/** Calls back after each change. Returns the way out. */
export function watchLocale(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The language of the page; who asks is drawn anew when it changes. */
export const useLocale = (): Locale => useSyncExternalStore(watchLocale, locale)
